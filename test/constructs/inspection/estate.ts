/** A hospital and a heart centre on one transit gateway, with a VPC that inspects what they send out. */
import type { TerraformStack } from "cdktf";
import { AddressPlan, TransitGateway, type InspectionProps } from "../../../lib";
import { hospital } from "../synth";

export const inspectionProps: InspectionProps = {
  name: "updates",
  cidr: "10.250.0.0/24",
  availabilityZones: ["us-east-1a", "us-east-1b"],
  addressPlan: AddressPlan.inMemory(),
  owner: "network team",
  today: "2026-11-23",
};

/** Address plans that two syntheses may share, so that the second keeps the blocks of the first. */
export const freshPlans = () => ({
  general: AddressPlan.inMemory(),
  heart: AddressPlan.inMemory(),
  updates: AddressPlan.inMemory(),
});

/** The two networks, with a segment each that may ask for the internet. */
export function networksOnHub(stack: TerraformStack, plans = freshPlans()) {
  const hub = new TransitGateway(stack, "hub", { name: "region", asn: 64512 });
  const general = hospital(stack, { addressPlan: plans.general }, "general");
  const heart = hospital(stack, { name: "cardiac", cidr: "10.41.0.0/16", addressPlan: plans.heart }, "cardiac");
  general.attachTo(hub);
  heart.attachTo(hub);
  const mirror = general.addDeviceManagementSegment("patch-mirror");
  const desks = heart.addCorporateSegment("desks");
  return { hub, general, heart, mirror, desks };
}

export function estate(stack: TerraformStack, more: Partial<InspectionProps> = {}, plans = freshPlans()) {
  const networks = networksOnHub(stack, plans);
  const updates = networks.hub.addInspection({ ...inspectionProps, addressPlan: plans.updates, ...more });
  return { ...networks, updates };
}

export const vendors = ["updates.example.com", ".vendor.example"] as const;
export const because = { reason: "Updates of device software" };
