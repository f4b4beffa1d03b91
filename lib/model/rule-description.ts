/**
 * What a security-group rule says about the conduit it carries, in the characters that AWS takes.
 *
 * AWS takes up to 255 characters: letters, digits, spaces and `._-:/()#,@[]+=;{}!$*` (EC2 API reference,
 * UserIdGroupPair; IpRange also takes `&`, which is therefore left out). Of these `$`, `{` and `}` are not used either:
 * Terraform would read `${` as an expression. The full reason stays in the intent; this is its short form.
 */
import type { ConduitDefinition } from "./conduit";

const limit = 255;
const cutMark = "...";

/** Characters that AWS refuses, and how they read in those it takes. What is not here becomes `_`. */
const spelling: Readonly<Record<string, string>> = {
  "&": " and ",
  ">": " to ",
  "→": " to ",
  "<": " from ",
  "←": " from ",
  "%": " percent ",
  "°": " degrees ",
  "–": "-",
  "—": "-",
  "−": "-",
  "‐": "-",
  "‑": "-",
  "~": "-",
  "·": ".",
  "•": "*",
  "×": "x",
  "|": "/",
  "\\": "/",
  "⁄": "/",
  "{": "(",
  "}": ")",
  "'": "",
  "‘": "",
  "’": "",
  '"': "",
  "“": "",
  "”": "",
  "„": "",
  "«": "",
  "»": "",
  "`": "",
  "´": "",
  "?": "",
  "^": "",
  ß: "ss",
  æ: "ae",
  Æ: "AE",
  œ: "oe",
  Œ: "OE",
  ø: "o",
  Ø: "O",
  ł: "l",
  Ł: "L",
  đ: "d",
  Đ: "D",
  ð: "d",
  þ: "th",
  µ: "u",
  μ: "u",
};

const taken = /[A-Za-z0-9 ._\-:/()#,@[\]+=;!*]/;

function spell(text: string): string {
  const spelled = Array.from(text)
    .map((character) => spelling[character] ?? character)
    .join("")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "");
  const safe = Array.from(spelled).map((character) =>
    taken.test(character) ? character : (spelling[character] ?? (/\s/.test(character) ? " " : "_")),
  );
  return safe.join("").replace(/_{2,}/g, "_").replace(/ {2,}/g, " ").trim();
}

/**
 * The description of the rules of a conduit: `infusion-pumps to pump-server ntp: clock of the pumps`. Cut to 255 characters
 * with `...` at the end when the reason is longer than fits.
 */
export function ruleDescription(conduit: Pick<ConduitDefinition, "from" | "to" | "service" | "reason">): string {
  const text = spell(`${conduit.from} to ${conduit.to} ${conduit.service.name}: ${conduit.reason}`);
  return text.length <= limit ? text : `${text.slice(0, limit - cutMark.length).trimEnd()}${cutMark}`;
}
