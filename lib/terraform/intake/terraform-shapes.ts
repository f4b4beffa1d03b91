/** The skeletons of what Terraform reads and prints: its JSON syntax, its plan and state formats (Terraform, internals). */
import type { Json } from "./value";
import { block, blocks, anything, either, fields, flag, key, list, map, number, text, type Shape } from "./shape";

const ignored = fields({ ignore_changes: either(list(text), text) });
const dynamic = blocks(
  map(blocks(fields({ for_each: anything, content: block(map(anything)), iterator: text }, ["for_each"]))),
);
const resource = block(fields({ lifecycle: block(ignored), dynamic }));

export const configuration: Shape = fields({
  resource: blocks(map(blocks(map(resource)))),
  data: blocks(map(blocks(map(resource)))),
  module: blocks(map(block(map(anything)))),
  provider: blocks(map(blocks(map(anything)))),
  variable: blocks(map(block(map(anything)))),
  output: blocks(map(block(map(anything)))),
  locals: blocks(map(anything)),
});

const values = fields({ address: text, mode: text, type: text, name: text, index: key, values: map(anything) }, [
  "address",
  "type",
]);

/** Modules hold modules: looked at as deep as they are. */
function shownModule(json: Json): ReturnType<Shape> {
  return fields({ resources: list(values), child_modules: list(shownModule), address: text })(json);
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

const state: Shape = fields({ values: fields({ root_module: shownModule, outputs: map(anything) }) });

const change = fields(
  {
    actions: list(text),
    before: map(anything),
    after: map(anything),
    after_unknown: either(map(anything), flag),
  },
  ["actions"],
);
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
  planned_values: fields({ root_module: shownModule, outputs: map(anything) }),
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
