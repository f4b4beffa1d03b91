import { factsOf } from "./read";

/** What an expression is worth, seen through the CIDR of a subnet: the block, or what it is within. */
function block(expression: string, rest: object = {}): string {
  const base = factsOf(
    {
      aws_vpc: { v: { cidr_block: "10.0.0.0/16" } },
      aws_subnet: { s: { vpc_id: "vpc-0123456789", cidr_block: expression } },
      aws_security_group_rule: { x: { from_port: "22", to_port: 23, self: "true", protocol: 6 } },
    },
    rest,
  );
  const [found] = base.subnets[0]?.blocks ?? [];
  if (found === undefined) return "none";
  return "exact" in found ? found.exact.toString() : `${found.within.toString()}: ${found.because.detail}`;
}

const locals = {
  locals: { blocks: { a: "10.0.1.0/24", b: "10.0.2.0/24" }, list: ["10.0.3.0/24", "10.0.4.0/24"], no: null },
};

describe("expressions", () => {
  test.each([
    ["${cidrsubnet(aws_vpc.v.cidr_block, 8, 5)}", "10.0.5.0/24"],
    ["${cidrsubnets(aws_vpc.v.cidr_block, 4, 8, 4)[2]}", "10.0.32.0/20"],
    ['${cidrhost("10.0.7.0/24", -1)}/32', "10.0.7.255/32"],
    ["${local.blocks.b}", "10.0.2.0/24"],
    ['${local.blocks["a"]}', "10.0.1.0/24"],
    ["${local.list[1]}", "10.0.4.0/24"],
    ["${element(local.list, 3)}", "10.0.4.0/24"],
    ["${element(local.list, -1)}", "10.0.4.0/24"],
    ['${lookup(local.blocks, "z", "10.0.9.0/24")}', "10.0.9.0/24"],
    ['${try(local.blocks.z, "10.0.9.0/24")}', "10.0.9.0/24"],
    ['${coalesce(local.no, "", "10.0.8.0/24")}', "10.0.8.0/24"],
    ["10.0.${1 + 2 * 3}.0/24", "10.0.7.0/24"],
    ["10.0.${true ? 4 : 5}.0/24", "10.0.4.0/24"],
    ['10.0.${false || !(2 > 3) && "a" != "b" ? 4 : 5}.0/24', "10.0.4.0/24"],
    ['${join(".", ["10", "0", "6", "0/24"])}', "10.0.6.0/24"],
    ['${format("10.%d.%s.0/24", 0, "11")}', "10.0.11.0/24"],
    ['${replace("10.0.x.0/24", "x", "12")}', "10.0.12.0/24"],
    ["${sort(values(local.blocks))[0]}", "10.0.1.0/24"],
    ['${merge(local.blocks, {b = "10.0.13.0/24"}).b}', "10.0.13.0/24"],
    ['${[for k, v in local.blocks : v if k == "b"][0]}', "10.0.2.0/24"],
    ['${{for k, v in local.blocks : v => k}["10.0.1.0/24"] == "a" ? "10.0.1.0/24" : "10.0.2.0/24"}', "10.0.1.0/24"],
    ['${flatten([["10.0.14.0/24"], [[]]])[0]}', "10.0.14.0/24"],
    ['${setproduct([1, 2], ["10.0.15.0/24"])[1][1]}', "10.0.15.0/24"],
    ["${one(aws_vpc.v[*].cidr_block)}", "10.0.0.0/16"],
    ['${jsondecode("{\\"a\\":[\\"10.0.16.0/24\\"]}").a[0]}', "10.0.16.0/24"],
    ['${cidrsubnet("10.0.0.0/16", 8, length(local.list))}', "10.0.2.0/24"],
    ["$${local.x}", '0.0.0.0/0: "${local.x}" is not an address block'],
    ["${merge([for k, v in local.blocks : {(k) = v}]...).b}", "10.0.2.0/24"],
    ['${{(local.list[0]) = "10.0.9.0/24"}["10.0.3.0/24"]}', "10.0.9.0/24"],
    ['${[for list in ["x"] : {list = "10.0.9.0/24"}][0].list}', "10.0.9.0/24"],
    ['${{null = "10.0.9.0/24", true = 1}["null"]}', "10.0.9.0/24"],
    ["10.0.${tolist(toset([80, 9]))[0]}.0/24", "10.0.9.0/24"],
    ['10.0.${tolist(toset([80, "9"]))[0]}.0/24', "10.0.80.0/24"],
    ["10.0.${length(toset([aws_vpc.v.id, aws_vpc.v.id]))}.0/24", "10.0.1.0/24"],
    ['10.0.${one(setsubtract([22, 44], ["22"]))}.0/24', "10.0.44.0/24"],
    ['10.0.${[for key, value in setunion(["7"]) : key][0]}.0/24', "10.0.7.0/24"],
    ["10.0.${length(flatten([[1, 2], [[3]], []]))}.0/24", "10.0.3.0/24"],
    ["10.0.${length([var.open, var.open])}.0/24", "10.0.2.0/24"],
    ['10.0.${length(formatlist("%s/32", []))}.0/24', "10.0.0.0/24"],
    ["10.0.${contains([{a = 1, b = 2}], {b = 2, a = 1}) ? 1 : 2}.0/24", "10.0.1.0/24"],
    ['10.0.${contains([22], "22") ? 1 : 2}.0/24', "10.0.2.0/24"],
    ['10.0.${(true ? 1 : "a") == 1 ? 1 : 2}.0/24', "10.0.2.0/24"],
    ["10.0.${aws_security_group_rule.x.from_port == 22 ? 1 : 2}.0/24", "10.0.1.0/24"],
    ["10.0.${aws_security_group_rule.x.to_port == 23 ? 1 : 2}.0/24", "10.0.1.0/24"],
    ["10.0.${aws_security_group_rule.x.self == false ? 1 : 2}.0/24", "10.0.2.0/24"],
  ])("evaluate %s to %s", (expression, value) => {
    expect(block(expression, { ...locals, variable: { open: {} } })).toBe(value);
  });

  test.each([
    ['${file("/etc/passwd")}', "0.0.0.0/0: the function file is not evaluated here"],
    ['${regex("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")}', "0.0.0.0/0: the function regex is not evaluated here"],
    ['${replace("aaaa", "/(a+)+$/", "")}', "0.0.0.0/0: the function replace is not evaluated for these arguments"],
    ["%{ if true }10.0.0.0/24%{ endif }", '0.0.0.0/0: "%{ if true }10.0.0.0/24%{ endif }" is not read here'],
    ["${aws_vpc.v.ipv6_cidr_block}", "0.0.0.0/0: is known after apply only"],
    ["${var.missing}", "0.0.0.0/0: the variable has no value"],
    ["${local.itself}", "0.0.0.0/0: it depends on itself"],
    ["${range(0, 1000000000)[5]}", "0.0.0.0/0: the function range is not evaluated for these arguments"],
  ])("leave %s bounded", (expression, bound) => {
    expect(block(expression, { locals: { itself: "${local.itself}" }, variable: { missing: {} } })).toBe(bound);
  });

  test("bound a choice by both of its sides", () => {
    const rest = { variable: { wide: { type: "bool" } } };
    expect(block('${var.wide ? "10.0.0.0/20" : "10.0.16.0/24"}', rest)).toBe(
      "10.0.0.0/20, 10.0.16.0/24: the variable has no value",
    );
  });

  const cfg = { cfg: { name: "x", n: null } };
  const [one, other, fallback] = ['"10.0.1.0/24"', '"10.0.2.0/24"', '"10.0.9.0/24"'];
  test.each([
    `try(local.cfg.internal ? ${one} : ${other}, ${fallback})`,
    `try(!local.cfg.internal ? ${one} : ${one}, ${fallback})`,
    `try(slice([${one}], 0, 2), [${fallback}])[0]`,
    `try(concat([${one}], local.cfg.extra), [${fallback}])[0]`,
    `try(length([local.cfg.extra]) > 0 ? ${one} : ${other}, ${fallback})`,
    `try([for x in [local.cfg.extra] : ${one}][0], ${fallback})`,
    `try([for x in [1] : ${one} if local.cfg.extra][0], ${fallback})`,
    `try({for x in [1, 1] : "k" => ${one}}.k, ${fallback})`,
    `try("\${local.cfg.extra}" == "" ? ${one} : ${one}, ${fallback})`,
    `try(local.cfg[local.cfg.extra], ${fallback})`,
    `try("a" + 1 > 0 ? ${one} : ${other}, ${fallback})`,
    `try(try(local.cfg.extra), ${fallback})`,
    `try([${one}].name, ${fallback})`,
    `can([local.cfg.extra]) ? ${one} : ${fallback}`,
    `can({a = local.cfg.extra}) ? ${one} : ${fallback}`,
    `can(local.cfg.name) ? ${fallback} : ${one}`,
    `try(coalesce(local.cfg.n, ${fallback}), ${one})`,
  ])("take %s for what is left when a part of it fails", (expression) => {
    expect(block(`\${${expression}}`, { locals: cfg })).toBe("10.0.9.0/24");
  });

  test.each([
    `try(local.cfg[var.open] == "x" ? ${one} : ${one}, ${fallback})`,
    `try({a = ${one}}[var.open], ${fallback})`,
    `try({a = ${one}}[var.open ? "a" : "b"], ${fallback})`,
    `try(local.cfg.extra || true ? ${one} : ${fallback}, ${fallback}) == ${one} ? ${one} : var.open ? ${one} : ${fallback}`,
    `can({a = 1}[var.open]) ? ${one} : ${fallback}`,
    `can(aws_vpc.v.tags["x"]) ? ${one} : ${fallback}`,
  ])("leave room in %s for what is left when a part of it fails", (expression) => {
    const bound = block(`\${${expression}}`, { locals: cfg, variable: { open: {} } });
    expect(bound).toMatch(/^10\.0\.1\.0\/24, 10\.0\.9\.0\/24: |^0\.0\.0\.0\/0: /);
  });

  const [loosely, ambiguous] = [
    "whether the provider makes them one type is not known",
    "the function contains is not",
  ].map((why) => expect.stringContaining(`10.0.1.0/24, 10.0.2.0/24: ${why}`) as string);
  const two = '["10.0.3.0/24", "10.0.1.0/24"]';
  test.each([
    // Ids that AWS will give are in no order before it gives them.
    [
      '[for id in tolist(toset([aws_vpc.v.id, aws_vpc.v.arn])) : id == aws_vpc.v.id ? "10.0.1.0/24" : "10.0.2.0/24"][0]',
      "10.0.1.0/24, 10.0.2.0/24: the elements of a set stand in no order that is known",
    ],
    // What is not known of a list may stand before what is.
    ['concat(var.open, ["10.0.1.0/24"])[0]', "0.0.0.0/0: the variable has no value"],
    ['reverse(concat(["10.0.1.0/24"], var.open))[0]', "0.0.0.0/0: the variable has no value"],
    [`[for x in ${two} : x if x == "10.0.1.0/24" || var.open][0]`, "0.0.0.0/0: the variable has no value"],
    [`{for x in ${two} : (x == "10.0.1.0/24" ? "k" : var.open) => x...}.k[0]`, "0.0.0.0/0: the variable has no value"],
    // The provider's schema may make another type of what is written.
    ['aws_security_group_rule.x.self == true ? "10.0.1.0/24" : "10.0.2.0/24"', loosely],
    ['aws_security_group_rule.x.protocol == "6" ? "10.0.1.0/24" : "10.0.2.0/24"', loosely],
    ['contains(["6"], aws_security_group_rule.x.protocol) ? "10.0.1.0/24" : "10.0.2.0/24"', ambiguous],
    // A part of a list may be one or several.
    [`flatten([var.open, "10.0.1.0/24"])[0]`, "0.0.0.0/0: the variable has no value"],
    [
      `flatten([var.open ? ${two} : ["10.0.9.0/24"], "10.0.8.0/24"])[1]`,
      "10.0.1.0/24, 10.0.8.0/24: the variable has no value",
    ],
    ['cidrsubnet("10.0.0.0/16", 8, length(flatten([var.open])))', "0.0.0.0/0: the variable has no value"],
    ['cidrsubnet("10.0.0.0/16", 8, length(toset([1, var.open])))', "0.0.0.0/0: the variable has no value"],
  ])("take nothing in %s for sure", (expression, bound) => {
    expect(block(`\${${expression}}`, { variable: { open: {} } })).toEqual(bound);
  });

  test("stop at deep nesting and at endless growth instead of failing", () => {
    const deep = `\${${"(".repeat(5000)}1${")".repeat(5000)}}`;
    expect(block(deep)).toContain("is not read here");
    expect(block(`\${${"!".repeat(5000)}true}`)).toContain("is not read here");
    const doubling = Object.fromEntries(
      Array.from({ length: 60 }, (_, at) => [
        `l${String(at)}`,
        at === 0 ? ["x"] : `\${concat(local.l${String(at - 1)}, local.l${String(at - 1)})}`,
      ]),
    );
    expect(block("${local.l59[0]}", { locals: doubling })).toContain("0.0.0.0/0");
  });

  test("note a variable that is taken at its default", () => {
    const base = factsOf(
      { aws_vpc: { v: { cidr_block: "${var.block}" } } },
      { variable: { block: { default: "10.5.0.0/16" } } },
    );
    expect(base.notes.map((note) => `${note.kind} ${note.at.address} ${note.text}`)).toEqual([
      'assumption var.block The variable "block" has its default value.',
    ]);
  });

  test.each([
    ["bool", "true", "${var.v == true ? 1 : 2}", "1"],
    ["bool", "0", "${var.v ? 1 : 2}", "2"],
    ["string", 1, '${var.v == "1" ? 1 : 2}', "1"],
    ["${string}", true, '${var.v == "true" ? 1 : 2}', "1"],
    ["number", "7", "${var.v == 7 ? 1 : 2}", "1"],
    ["any", "7", "${var.v == 7 ? 1 : 2}", "2"],
    ["list(string)", [1, 2], '${contains(var.v, "1") ? 1 : 2}', "1"],
    ["set(string)", [1, "1"], "${length(var.v)}", "1"],
    ["map(bool)", { a: "true" }, "${var.v.a == true ? 1 : 2}", "1"],
    ["list(any)", ["4", "5"], "${var.v[1]}", "5"],
    ["tuple([string, number])", ["3", "4"], "${var.v[0] + var.v[1]}", "7"],
    ["map(object({ n = optional(number, 5) }))", { a: {} }, "${var.v.a.n}", "5"],
    ['object({ n = optional(number, "5"), m = string })', { n: null, m: "" }, "${var.v.n}", "5"],
    ["object({ n = number })", { n: 3, dropped: 4 }, '${try(var.v.dropped, "9")}', "9"],
  ])("have a variable of type %s with the default %j as its type makes it", (type, value, expression, third) => {
    const rest = { variable: { v: { type, default: value } } };
    expect(block(`10.0.${expression}.0/24`, rest)).toBe(`10.0.${third}.0/24`);
  });

  test.each([
    ["bool", 1],
    ["number", "0x10"],
    ["string", 1e30],
    ["string", ["a"]],
    ["list(any)", ["1", 2]],
    ["list(string)", { a: "1" }],
    ["map(string)", ["1"]],
    ["object({ a = string })", {}],
    ["tuple([string])", []],
    ["something(string)", "1"],
    [["string"], "1"],
  ])("leave a variable of type %j with the default %j unknown", (type, value) => {
    const rest = { variable: { v: { type, default: value } } };
    expect(block("${var.v}", rest)).toBe("0.0.0.0/0: what its type makes of its default value is not known");
  });
});
