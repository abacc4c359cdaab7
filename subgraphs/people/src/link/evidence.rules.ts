import type { FieldEvidence } from './compare.rules.ts'

/** What was weighed of two records: the evidence, and its sum with the prior; null where nothing was compared. */
export type Weighed = { weight: number | null; evidence: FieldEvidence[] }

const ofPlaces = new Set(['postcode', 'address', 'town'])

/** Whether evidence says anything of where somebody lives. */
export function speaksOfPlaces({ evidence }: Weighed): boolean {
  return evidence.some(({ field, outcome }) => ofPlaces.has(field) && outcome !== 'blank')
}

/** Evidence for whoever may not see where both live: how a place compares with one that they know, or made up, would tell them the other. */
export function withoutPlaces({ weight, evidence }: Weighed): Weighed {
  const shown = evidence.map((item): FieldEvidence => (ofPlaces.has(item.field) ? { field: item.field, outcome: 'blank', level: 'withheld', weight: 0 } : item))
  const withheld = evidence.reduce((sum, item) => sum + (ofPlaces.has(item.field) ? item.weight : 0), 0)
  return { weight: weight === null ? null : weight - withheld, evidence: shown }
}
