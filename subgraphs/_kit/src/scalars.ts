import { GraphQLScalarType, Kind, type ValueNode } from 'graphql'
import { isoInstant } from './clock.ts'
import { refuse } from './errors.ts'

// Written here rather than taken from a library because a refused value must not be echoed: it may be a person's.

const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const instantWithOffset = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

/** A day that the calendar has: 30 February would otherwise be read as 2 March. */
function isDay(text: string): boolean {
  if (!day.test(text)) return false
  const date = Number(text.slice(8))
  return date <= 28 || new Date(text).getUTCDate() === date
}

function readDay(value: unknown): string {
  if (typeof value === 'string' && isDay(value)) return value
  return refuse('BAD_USER_INPUT', 'A Date is written YYYY-MM-DD, such as 2026-11-23.')
}

function readInstant(value: unknown): Date {
  if (typeof value === 'string' && instantWithOffset.test(value) && isDay(value.slice(0, 10))) {
    const instant = new Date(value)
    if (!Number.isNaN(instant.getTime())) return instant
  }
  return refuse('BAD_USER_INPUT', 'A DateTime is written in ISO 8601 with its offset, such as 2026-11-23T09:30:00Z.')
}

const textOf = (node: ValueNode) => (node.kind === Kind.STRING ? node.value : undefined)

/** A calendar day. In TypeScript a string YYYY-MM-DD. */
export const dateScalar = new GraphQLScalarType({
  name: 'Date',
  serialize: (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : readDay(value)),
  parseValue: readDay,
  parseLiteral: (node) => readDay(textOf(node))
})

/** An instant. In TypeScript a Date; in an answer ISO 8601 in UTC. */
export const dateTimeScalar = new GraphQLScalarType({
  name: 'DateTime',
  serialize: (value) => isoInstant(value instanceof Date ? value : readInstant(value)),
  parseValue: readInstant,
  parseLiteral: (node) => readInstant(textOf(node))
})

export const scalarResolvers = { Date: dateScalar, DateTime: dateTimeScalar }
