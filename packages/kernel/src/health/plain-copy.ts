/**
 * The value as JSON will show it, detached from its owner. Throws what `JSON.stringify` throws,
 * here rather than while a probe is answered.
 */
export function plainCopy<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value) ?? 'null') as Value
}
