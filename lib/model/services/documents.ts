/** The manufacturers' documents that services and profiles cite, each named once. */
export const documents = {
  ambuAview2: "Ambu aView 2 Advance instructions for use, Appendix 3 (cybersecurity)",
  babylog: "Dräger Babylog VN800/VN600 instructions for use, software 1.n",
  carescapeAdapter: "Vocera CARESCAPE adapter 1.3.0 guide",
  connexSpot: "Welch Allyn Connex Spot Monitor service manual",
  duerrDuoTandem: "Dürr Dental Duo/Tandem installation manual 4252100034L01",
  geB40: "GE B40/B20 HL7 reference manual 2062665-001 G",
  geVscan: "GE Vscan Extend user manual 5721203-100 Rev. D",
  intellivueDataExport: "Philips IntelliVue Data Export Interface Programming Guide 4535 642 59271",
  magnamed: "Magnamed Fleximag Max 300 manual",
  medserve: "MedServe IT networking requirements, customer responsibilities",
  perseus: "Dräger Perseus A500 instructions for use, software 2.0n",
  philipsC90: "Philips Eleva Workspot for DigitalDiagnost C90 1.1 instructions for use",
  primus: "Dräger Primus instructions for use, software 4.5n",
  quidelSofia: "Quidel Sofia POCT01-A2 interface set-up",
  quidelSofia2: "Quidel Sofia 2 LIS interface specification TB2029900EN00",
} as const;
