import { normaliseIdentity, type ComparableIdentity } from './identity.rules.ts'
import { linkageModel, sharesAmong, type Population, type RarityField } from './linkage-model.rules.ts'

/** How often a value stands in the records, as it is written there. */
export type RawCount = { field: RarityField; value: string; count: number }

export type Totals = Record<RarityField, number>

/** A count of all records: how many values each field has, and how often each value that is not rarer than any weight can say, by its key. */
export type Counted = { totals: Totals; counts: Map<string, number> }

/** The newest count: its number, and of the values asked for those it holds, by their keys. */
export type Standing = { number: number; totals: Totals; counts: Readonly<Record<string, number>> }

const day = 86_400_000
/** From so many new records on, or where they are one in a hundred of those counted, a file is worth a count. */
const leastOfFile = 500

/** Whether records are to be counted anew because time has passed: once a day. */
export function isDue(countedAt: Date | null, now: Date): boolean {
  return countedAt === null || now.getTime() - countedAt.getTime() >= day
}

/** Whether records are to be counted anew because a file has brought many. */
export function isMany(awaiting: number, counted: number): boolean {
  return awaiting >= Math.max(leastOfFile, counted / 100)
}

/** What is kept of a count: values as they are compared, those of them that are common enough to weigh less than the most. */
export function toCounted(totals: Totals, raw: readonly RawCount[]): Counted {
  const sums = new Map<string, { field: RarityField; count: number }>()
  for (const { field, value, count } of raw) {
    for (const compared of comparedAs(field, value)) {
      const key = keyOfValue(field, compared)
      sums.set(key, { field, count: count + (sums.get(key)?.count ?? 0) })
    }
  }
  const kept = [...sums].filter(([, { field, count }]) => count / totals[field] > leastShareOf(field))
  return { totals, counts: new Map(kept.map(([key, { count }]) => [key, count])) }
}

/** The share of people from which on a value weighs less than the most. */
export function leastShareOf(field: RarityField): number {
  const { m, most } = linkageModel[field].exact
  return m / 2 ** most
}

/** A value as records are compared by it; none where it says nothing. */
function comparedAs(field: RarityField, value: string): string[] {
  const { names, postcodes, towns } = normaliseIdentity({
    id: '',
    names: field === 'givenName' ? [{ given: value }] : field === 'familyName' ? [{ family: value }] : [],
    postcodes: field === 'postcode' ? [{ value }] : [],
    towns: field === 'town' ? [value] : []
  })
  const found = [...names.map(({ first, family }) => (field === 'givenName' ? first : family)), ...postcodes.map((postcode) => postcode.value), ...towns]
  return found.filter((compared) => compared !== '')
}

/** The text by which a value is found among those counted. */
function keyOfValue(field: RarityField, value: string): string {
  return `${field} ${value}`
}

/** The keys of those values of a record of which it matters how common they are. */
export function valueKeysOf({ names, postcodes, towns }: ComparableIdentity): string[] {
  return [
    ...names.flatMap(({ first, family }) => [keyOfValue('givenName', first), keyOfValue('familyName', family)]),
    ...postcodes.map(({ value }) => keyOfValue('postcode', value)),
    ...towns.map((town) => keyOfValue('town', town))
  ]
}

/** The keys of the values that two records share: of others it does not matter how common they are. */
export function valueKeysOfBoth(one: ComparableIdentity, other: ComparableIdentity): string[] {
  const ofOther = new Set(valueKeysOf(other))
  return valueKeysOf(one).filter((key) => ofOther.has(key))
}

/**
 * Of how many people, and how common values are among them by the newest count. A value it does not hold is as rare as one of all that were
 * counted: where it was counted and left out, it is rarer than any weight can say.
 */
export function populationOf(standing: Standing | null): { population: Population; modelVersion: string } {
  const { people, version } = linkageModel
  if (standing === null) return { population: { people, shareOf: () => null }, modelVersion: version }
  const shareOf = sharesAmong(standing.totals, (field, value) => standing.counts[keyOfValue(field, value)] ?? 1)
  return { population: { people, shareOf }, modelVersion: `${version}, names counted ${standing.number}` }
}
