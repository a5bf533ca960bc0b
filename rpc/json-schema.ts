/** The part of JSON Schema that zod writes and that a change of can break somebody. */
export interface JsonSchema {
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
}

const UPPER = ['maxLength', 'maximum', 'maxItems'] as const;
const LOWER = ['minLength', 'minimum', 'minItems'] as const;

/** Something that one schema takes and another does not. */
export interface Narrowing {
  path: string;
  kind: 'field' | 'required' | 'type' | 'values' | 'limit' | 'form';
  words: string;
}

/** Every way in which `to` takes less than `from`. */
export function narrowings(from: JsonSchema, to: JsonSchema, path: string): Narrowing[] {
  const [sources, targets] = [alternatives(from), alternatives(to)];
  return sources.flatMap((source) => {
    const candidates = targets.filter(
      (target) => sources.length + targets.length === 2 || alike(source, target),
    );
    const found = candidates.map((target) => narrowed(source, target, path));
    const [closest] = found.sort((a, b) => a.length - b.length);
    return closest ?? [{ path, kind: 'type', words: nameOf(source) }];
  });
}

function narrowed(from: JsonSchema, to: JsonSchema, path: string): Narrowing[] {
  if (to.type && to.type !== from.type && !(from.type === 'integer' && to.type === 'number'))
    return [{ path, kind: 'type', words: nameOf(from) }];
  return [
    ...valuesLost(from, to, path),
    ...limitsLowered(from, to, path),
    ...formChanged(from, to, path),
    ...fieldsNarrowed(from, to, path),
    ...(from.items && to.items ? narrowings(from.items, to.items, `${path}[]`) : []),
    ...othersNarrowed(from.additionalProperties, to.additionalProperties, path),
  ];
}

function fieldsNarrowed(from: JsonSchema, to: JsonSchema, path: string): Narrowing[] {
  const { properties: before = {} } = from;
  const { properties: after = {}, additionalProperties } = to;
  const changed = Object.entries(before).flatMap(([name, field]): Narrowing[] => {
    const at = `${path}.${name}`;
    const counterpart = after[name];
    if (counterpart) return narrowings(field, counterpart, at);
    return additionalProperties === false ? [{ path: at, kind: 'field', words: nameOf(field) }] : [];
  });
  const demanded = (to.required ?? []).filter((name) => !from.required?.includes(name));
  const required = demanded.map((name): Narrowing => {
    return { path: `${path}.${name}`, kind: 'required', words: name in before ? 'optional' : 'absent' };
  });
  return [...changed, ...required];
}

/** The values of a record, whose names nobody knows. */
function othersNarrowed(
  from: JsonSchema['additionalProperties'],
  to: JsonSchema['additionalProperties'],
  path: string,
): Narrowing[] {
  return typeof from === 'object' && typeof to === 'object' ? narrowings(from, to, `${path}[name]`) : [];
}

function valuesLost(from: JsonSchema, to: JsonSchema, path: string): Narrowing[] {
  const [before, after] = [valuesOf(from), valuesOf(to)];
  if (!after) return [];
  const lost = before?.filter((value) => !after.includes(value)) ?? ['anything else'];
  return lost.length > 0 ? [{ path, kind: 'values', words: lost.map(String).join(', ') }] : [];
}

function limitsLowered(from: JsonSchema, to: JsonSchema, path: string): Narrowing[] {
  const tightened = [
    ...UPPER.filter((limit) => (to[limit] ?? Infinity) < (from[limit] ?? Infinity)),
    ...LOWER.filter((limit) => (to[limit] ?? -Infinity) > (from[limit] ?? -Infinity)),
  ];
  return tightened.map((limit) => ({
    path,
    kind: 'limit',
    words: `${limit} ${from[limit] ?? 'none'} → ${to[limit]}`,
  }));
}

function formChanged(from: JsonSchema, to: JsonSchema, path: string): Narrowing[] {
  const changed = (['pattern', 'format'] as const).filter((form) => to[form] && to[form] !== from[form]);
  return changed.map((form) => ({
    path,
    kind: 'form',
    words: `${form} ${from[form] ?? 'none'} → ${to[form]}`,
  }));
}

function alternatives(schema: JsonSchema): JsonSchema[] {
  const choice = schema.anyOf ?? schema.oneOf;
  return choice ? choice.flatMap(alternatives) : [schema];
}

const valuesOf = ({ enum: values, const: only }: JsonSchema) =>
  values ?? (only === undefined ? null : [only]);

/** Whether two alternatives of a union mean the same one: their type, and of objects the fields that tell them apart. */
function alike(one: JsonSchema, other: JsonSchema): boolean {
  if (one.type !== other.type) return false;
  return Object.entries(one.properties ?? {}).every(([name, { const: value }]) => {
    const counterpart = other.properties?.[name]?.const;
    return value === undefined || counterpart === undefined || value === counterpart;
  });
}

const nameOf = (schema: JsonSchema): string =>
  schema.anyOf || schema.oneOf
    ? alternatives(schema).map(nameOf).join(' or ')
    : String(valuesOf(schema) ?? schema.type ?? 'anything');
