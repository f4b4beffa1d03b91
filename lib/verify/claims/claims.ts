/** The claims that a proof decides, and their contraries; each answer is what keeps it from holding. */
import type { Transport } from "../../model";
import type { Finding } from "../judge/finding";
import { openFacts } from "../judge/open-facts";
import type { NamedPlace } from "../places/named";
import { objection, type Grounds, type Objections } from "./claim";
import { isolated, joined } from "./isolation";
import { reaches, reachesNot } from "./reach";
import { reachesOnly, type Reachable } from "./reach-only";

export type { Objections, Reachable };

export class Claims {
  public constructor(
    private readonly grounds: Grounds,
    private readonly findings: () => readonly Finding[],
  ) {}

  /** Neither can start anything to the other. */
  public isolated(a: NamedPlace, b: NamedPlace): Objections {
    return isolated(this.grounds, a, b);
  }

  /** One of them can surely start something to the other. */
  public joined(a: NamedPlace, b: NamedPlace): Objections {
    return joined(this.grounds, a, b);
  }

  /** All of `wanted`, or something, passes wherever in the two places it starts and ends. */
  public reaches(from: NamedPlace, to: NamedPlace, wanted?: Transport): Objections {
    return reaches(this.grounds, from, to, wanted);
  }

  /** None of `wanted`, or nothing at all, passes. */
  public reachesNot(from: NamedPlace, to: NamedPlace, wanted?: Transport): Objections {
    return reachesNot(this.grounds, from, to, wanted);
  }

  /** What is listed passes, and nothing else. */
  public reachesOnly(from: NamedPlace, listed: readonly Reachable[]): Objections {
    return reachesOnly(this.grounds, from, listed);
  }

  /** Exactly what is declared passes. */
  public holds(): Objections {
    return this.findings();
  }

  /** Something declared surely does not pass, or something else surely does. */
  public breaks(): Objections {
    const findings = this.findings();
    const open = openFacts(this.grounds.world, this.grounds.places);
    if (open.length === 0 && findings.some(({ verdict }) => verdict === "broken")) return [];
    if (findings.length > 0) return findings.filter(({ verdict }) => verdict === "undecided");
    return [
      objection(this.grounds, {
        id: "all that is declared",
        verdict: "broken",
        from: "the network",
        to: "anything",
        text: "everything that is declared passes, and nothing else does",
        next: "claim that it holds",
      }),
    ];
  }
}
