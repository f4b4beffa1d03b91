import { conduit, https, later, network, ntp, segment, service } from "../example-network";
import { breachesOf, messageOf, testAcknowledgement } from "./rule";

const approved = { expires: later, approver: "head of radiology", ticket: "CHG-7" };
const segments = [
  segment("vendor", "vendor-access"),
  segment("imaging-a", "medical-device", { redundancyGroup: "imaging" }),
  segment("imaging-b", "medical-device", { redundancyGroup: "imaging" }),
  segment("pacs", "clinical"),
  segment("shared", "shared-services"),
];

describe("SEG-006", () => {
  test("finds vendor access that lacks an expiry, an approver or a ticket", () => {
    const breaching = network(segments, [
      conduit("vendor", "imaging-a", https, { approver: " ", ticket: "CHG-7" }),
      conduit("vendor", "imaging-b", https, { expires: later, approver: "head of radiology" }),
    ]);
    expect(breachesOf("SEG-006", breaching)).toEqual(["error vendor>imaging-a:https", "error vendor>imaging-b:https"]);
    expect(messageOf("SEG-006", "vendor>imaging-a:https", breaching)).toBe(
      'Vendor access "vendor>imaging-a:https" lacks an expiry, an approver. Give it all three, so that it is approved and ends by itself.',
    );
    expect(messageOf("SEG-006", "vendor>imaging-b:https", breaching)).toContain("lacks a ticket.");
  });

  test("finds a vendor segment with more than one target group", () => {
    const breaching = network(segments, [
      conduit("vendor", "imaging-a", https, approved),
      conduit("vendor", "pacs", https, approved),
    ]);
    expect(breachesOf("SEG-006", breaching)).toEqual(["error vendor"]);
    expect(messageOf("SEG-006", "vendor", breaching)).toContain('2 target groups: group "imaging", segment "pacs".');
  });

  test("finds access to shared services that is more than a jump host needs to run", () => {
    const breaching = network(segments, [conduit("vendor", "shared", https)]);
    expect(breachesOf("SEG-006", breaching)).toEqual(["error vendor>shared:https"]);
  });

  test("passes approved access to one group, and what the jump host needs to run", () => {
    const near = network(segments, [
      conduit("vendor", "imaging-a", https, approved),
      conduit("vendor", "imaging-b", https, approved),
      conduit("vendor", "shared", ntp),
      conduit("vendor", "shared", service("dns", "udp", 53)),
      conduit("vendor", "shared", service("syslog-tls", "tcp", 6514)),
      conduit("pacs", "imaging-a", https),
    ]);
    expect(breachesOf("SEG-006", near)).toEqual([]);
  });

  testAcknowledgement("SEG-006", "vendor>pacs:https", network(segments, [conduit("vendor", "pacs")]));
});
