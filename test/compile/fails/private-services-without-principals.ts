// expect: Property 'principals' is missing
import { services, type HospitalNetwork } from "../../../lib";

declare const network: HospitalNetwork;

network.addPrivateServices({ services: ["s3"] });
