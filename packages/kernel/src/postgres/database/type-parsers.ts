import { types, type CustomTypesConfig } from 'pg'

type Parse = (text: string) => unknown

// `pg`'s types list no array types; its parser for text[] is there all the same.
const textArrayOid: number = 1009
const asText: Parse = (text) => text
const parseTextArray: Parse = types.getTypeParser(textArrayOid)

/**
 * How a value of PostgreSQL becomes one of JavaScript, where `pg`'s own choice is not ours.
 * The keys are type oids (`select oid, typname from pg_type`).
 */
const parsers: Readonly<Record<number, Parse>> = {
  20: parseInt8,
  1016: arrayOf(parseInt8), // int8[]
  1231: arrayOf(asText), // numeric[]
  // A calendar day is not an instant: it stays `2026-03-01`.
  1082: asText, // date
  1182: arrayOf(asText), // date[]
  1114: asText, // timestamp without time zone: nobody knows which instant it is
  1115: arrayOf(asText),
  1186: asText, // interval
  1187: arrayOf(asText),
}

/** int8 as a number; beyond 2^53 it throws instead of losing digits: select it as text. */
function parseInt8(text: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number)) return number
  throw new RangeError('An int8 does not fit a number: select it as text')
}

function arrayOf(parse: Parse): Parse {
  const parseElement = (element: unknown): unknown => {
    if (Array.isArray(element)) return element.map(parseElement)
    return typeof element === 'string' ? parse(element) : element
  }
  return (text) => parseElement(parseTextArray(text))
}

/** For the `types` option of a `pg` client. */
export const typeParsers: CustomTypesConfig = { getTypeParser }

function getTypeParser(oid: number, format?: 'text' | 'binary'): Parse {
  return (format !== 'binary' && parsers[oid]) || types.getTypeParser(oid, format)
}
