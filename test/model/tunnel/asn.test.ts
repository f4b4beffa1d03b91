import { awsAsnIssues, sameAsnIssues, siteAsnIssues } from "../../../lib/model/tunnel";

describe("the ASN of a gateway at a site", () => {
  test.each([1, 64_512, 65_010, 65_534, 65_536, 2_147_483_648, 4_294_967_294])("may be %d", (asn) => {
    expect(siteAsnIssues("ASN", asn)).toEqual([]);
  });

  test.each<[unknown, string]>([
    [0, "ASN is reserved"],
    [23_456, "ASN is reserved"],
    [65_535, "ASN is reserved"],
    [4_294_967_295, "ASN is reserved"],
    ...[7224, 9059, 10_124, 17_493, 17_943].map((asn) => [asn, "ASN is one that AWS uses itself"] as [number, string]),
    [-1, "ASN is not an ASN"],
    [4_294_967_296, "ASN is not an ASN"],
    [65_010.5, "ASN is not an ASN"],
    ["65010", "ASN is not an ASN"],
    [undefined, "ASN is not an ASN"],
    [Number.NaN, "ASN is not an ASN"],
  ])("refuses %s", (asn, what) => {
    expect(siteAsnIssues("ASN", asn).map((issue) => issue.what)).toEqual([what]);
  });
});

describe("the ASN of the AWS side", () => {
  test.each([64_512, 65_534, 4_200_000_000, 4_294_967_294])("may be %d", (asn) => {
    expect(awsAsnIssues("ASN", asn)).toEqual([]);
  });

  test.each([0, 7224, 64_511, 65_535, 65_536, 4_199_999_999, 4_294_967_295, "64512"])("refuses %s", (asn) => {
    expect(awsAsnIssues("ASN", asn)).toHaveLength(1);
  });

  test("refuses the one that the site has", () => {
    expect(sameAsnIssues("ASN of the clinic", 65_010, 65_010)).toEqual([
      {
        what: "ASN of the clinic is the same as that of the AWS side",
        received: "65010",
        allowed: "a number of its own for each end",
      },
    ]);
    expect(sameAsnIssues("ASN of the clinic", 65_010, 64_512)).toEqual([]);
  });
});
