import { Transport } from "../../lib/model";
import { trafficParts } from "../../lib/report/documents";
import { wrapped } from "../../lib/report/wrap";

describe("traffic in documents", () => {
  test.each([
    [Transport.all, [{ protocol: "all" }]],
    [Transport.none, []],
    [
      Transport.ports("tcp", 80, 80).union(Transport.ports("tcp", 443, 445)),
      [
        {
          protocol: "tcp",
          ports: [
            [80, 80],
            [443, 445],
          ],
        },
      ],
    ],
    [
      Transport.icmp("icmp", 8, 0).union(Transport.icmp("icmp", 3, "any")),
      [
        {
          protocol: "icmp",
          types: [
            [3, "any"],
            [8, 0],
          ],
        },
      ],
    ],
    [Transport.icmp("icmpv6", "any", "any"), [{ protocol: "icmpv6" }]],
    [Transport.protocol(47), [{ protocol: "other", numbers: [[47, 47]] }]],
  ])("%s is said in parts", (transport, parts) => {
    expect(trafficParts(transport)).toEqual(parts);
  });
});

test("a long text goes on below, and no word is lost", () => {
  expect(wrapped("one two three-and-more four", 8)).toEqual(["one two", "three-and-more", "four"]);
});
