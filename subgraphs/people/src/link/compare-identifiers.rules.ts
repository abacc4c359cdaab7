import { editsBetween } from './comparators.rules.ts'
import type { FieldEvidence } from './compare.rules.ts'
import type { ComparableIdentifier } from './identity.rules.ts'
import { linkageModel as model } from './linkage-model.rules.ts'

/**
 * What the identifiers of two records say, one line for each type both have. Identifiers of one person come from each other, so the
 * strongest agreement counts whole and the next ones less; likewise disagreements.
 */
export function compareIdentifiers(ones: readonly ComparableIdentifier[], others: readonly ComparableIdentifier[]): FieldEvidence[] {
  const types = [...new Set(ones.map(({ type }) => type))].filter((type) => others.some((identifier) => identifier.type === type)).sort()
  if (types.length === 0) return []
  const found = types.map((type) => compareType(type, valuesOf(ones, type), valuesOf(others, type)))
  return found.length === 1 ? found : dampen(found)
}

function valuesOf(identifiers: readonly ComparableIdentifier[], type: string): string[] {
  return identifiers.filter((identifier) => identifier.type === type).map(({ value }) => value)
}

function compareType(type: string, ones: readonly string[], others: readonly string[]): FieldEvidence {
  if (ones.some((value) => others.includes(value)))
    return { field: type, outcome: 'match', level: 'exact', weight: model.identifiers.exact[type] ?? model.identifiers.exactOther }
  const level = model.identifiers.checked.includes(type) ? 'different' : slipBetween(ones, others)
  return { field: type, outcome: level === 'different' ? 'mismatch' : 'close', level, weight: model.identifiers[level] }
}

function slipBetween(ones: readonly string[], others: readonly string[]): 'oneEdit' | 'twoEdits' | 'different' {
  const edits = ones.flatMap((one) => others.map((other) => (Math.min(one.length, other.length) < 6 ? 9 : editsBetween(one, other, 2))))
  const fewest = Math.min(...edits)
  return fewest === 1 ? 'oneEdit' : fewest === 2 ? 'twoEdits' : 'different'
}

function dampen(found: readonly FieldEvidence[]): FieldEvidence[] {
  const strongest = found.reduce((best, next) => (next.weight > best.weight ? next : best))
  const weakest = found.reduce((worst, next) => (next.weight < worst.weight ? next : worst))
  return found.map((item) => {
    if (item !== strongest && item.weight > 0) return { ...item, weight: Math.min(item.weight, model.identifiers.another) }
    if (item !== weakest && item.weight < 0) return { ...item, weight: Math.max(item.weight, model.identifiers.anotherDifferent) }
    return item
  })
}
