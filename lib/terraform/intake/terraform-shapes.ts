/** The skeletons of what Terraform reads and prints: its JSON syntax, its plan and state formats (Terraform, internals). */
import { isArray, own, type Json } from "./value";
import { block, blocks, anything, either, fields, flag, key, list, map, number, text, type Shape } from "./shape";

const ignored = fields({ ignore_changes: either(list(text), text) });
const dynamic = blocks(
  map(blocks(fields({ for_each: anything, content: block(map(anything)), iterator: text }, ["for_each"]))),
);
const resource = block(fields({ lifecycle: block(ignored), dynamic }));

export const configuration: Shape = fields({
  resource: blocks(map(blocks(map(resource)))),
  data: blocks(map(blocks(map(resource)))),
  import: blocks(fields({ to: text }, ["to"])),
  removed: blocks(fields({ from: text }, ["from"])),
  terraform: blocks(fields({ backend: blocks(map(anything)), cloud: blocks(map(anything)) })),
  module: blocks(map(block(map(anything)))),
  provider: blocks(map(blocks(map(anything)))),
  variable: blocks(map(block(map(anything)))),
  output: blocks(map(block(map(anything)))),
  locals: blocks(map(anything)),
});

const names = ["address", "type"];
const resourceFields = { address: text, mode: text, type: text, name: text, index: key, values: map(anything) };
const planned = fields(resourceFields, names);
const stored = fields(resourceFields, [...names, "values"]);

/** Modules hold modules: looked at as deep as they are. */
function moduleOf(one: Shape): Shape {
  const shape: Shape = (json) => fields({ resources: list(one), child_modules: list(shape), address: text })(json);
  return shape;
}

function configuredModule(json: Json): ReturnType<Shape> {
  const call = fields({ expressions: map(anything), module: configuredModule });
  const one = fields({ address: text, mode: text, type: text, name: text, expressions: map(anything) }, [
    "type",
    "name",
  ]);
  return fields({
    resources: list(one),
    module_calls: map(call),
    variables: map(anything),
    outputs: map(anything),
  })(json);
}

const state: Shape = fields({ values: fields({ root_module: moduleOf(stored), outputs: map(anything) }) });

const changeFields = fields(
  {
    actions: list(text),
    before: map(anything),
    after: map(anything),
    after_unknown: either(map(anything), flag),
  },
  ["actions"],
);

/** After it is destroyed or forgotten an object has no values; after anything else it has some. */
const change: Shape = (json) => {
  const actions = own(json, "actions");
  const isLast = isArray(actions) && actions.every((one) => one === "delete" || one === "forget");
  return changeFields(json) ?? (isLast ? undefined : fields({ after: anything }, ["after"])(json));
};
const changed = fields(
  {
    address: text,
    module_address: text,
    mode: text,
    type: text,
    name: text,
    index: key,
    deposed: text,
    change,
  },
  ["address", "type", "change"],
);

export const plan: Shape = fields({
  planned_values: fields({ root_module: moduleOf(planned), outputs: map(anything) }),
  prior_state: state,
  resource_changes: list(changed),
  configuration: fields({ root_module: configuredModule, provider_config: map(map(anything)) }),
  variables: map(anything),
  deferred_changes: list(map(anything)),
  complete: flag,
  errored: flag,
});

export const shownState: Shape = state;

const instance = fields({ attributes: map(anything), index_key: key, deposed: text }, ["attributes"]);

export const stateFile: Shape = fields({
  version: number,
  outputs: map(anything),
  resources: list(
    fields({ mode: text, type: text, name: text, module: text, instances: list(instance) }, [
      "mode",
      "type",
      "name",
      "instances",
    ]),
  ),
});
