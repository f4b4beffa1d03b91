/**
 * Device profiles.
 *
 * A profile that is a function takes the services whose ports no public document fixes; make those with `siteService`.
 */
import { agiliaLink } from "./agilia-link";
import { anaesthesiaMachine } from "./anaesthesia-machine";
import { baxterSpectrum } from "./baxter-spectrum";
import { buildingController } from "./building-controller";
import { dentalUnit } from "./dental-unit";
import { draegerBabylog } from "./draeger-babylog";
import { endoscopyDisplay } from "./endoscopy-display";
import { handheldUltrasound } from "./handheld-ultrasound";
import { imagingModality } from "./imaging-modality";
import { infusionPump } from "./infusion-pump";
import { intellivueMonitor } from "./intellivue-monitor";
import { laboratoryAnalyser } from "./laboratory-analyser";
import { medicationCabinet } from "./medication-cabinet";
import { nurseCall } from "./nurse-call";
import { patientMonitor } from "./patient-monitor";
import { philipsC90 } from "./philips-c90";
import { pointOfCare } from "./point-of-care";
import { ventilator } from "./ventilator";
import { vitalSignsMonitor } from "./vital-signs-monitor";

/** Every profile that Cordon ships. A key is the profile's name in camel case. */
export const profiles = Object.freeze({
  agiliaLink,
  anaesthesiaMachine,
  baxterSpectrum,
  buildingController,
  dentalUnit,
  draegerBabylog,
  endoscopyDisplay,
  handheldUltrasound,
  imagingModality,
  infusionPump,
  intellivueMonitor,
  laboratoryAnalyser,
  medicationCabinet,
  nurseCall,
  patientMonitor,
  philipsC90,
  pointOfCare,
  ventilator,
  vitalSignsMonitor,
} as const);
