import { editsBetween, jaroWinkler } from './comparators.rules.ts'
import type { FieldEvidence } from './compare.rules.ts'
import { linkageModel as model, weighRarity, type ShareOf } from './linkage-model.rules.ts'
import { areFormsOfOneName, soundOf, type NormalName } from './names.rules.ts'

type NameEvidence = [given: FieldEvidence, family: FieldEvidence]

/** What the names of two records say: of the given and of the family name, by the pair of names that speaks most for one person. */
export function compareNames(ones: readonly NormalName[], others: readonly NormalName[], shareOf: ShareOf): NameEvidence {
  let best: NameEvidence | null = null
  let most = Number.NEGATIVE_INFINITY
  for (const [at, one] of ones.entries()) {
    for (const [there, other] of others.entries()) {
      const found = compareTwo(one, other, shareOf)
      const isAlias = at > 0 || there > 0
      const weight = found[0].weight + found[1].weight + (isAlias ? model.names.aliasPenalty : 0)
      if (weight <= most) continue
      most = weight
      best = isAlias ? asAlias(found) : found
    }
  }
  return best ?? [blankOf('givenName'), blankOf('familyName')]
}

const blankOf = (field: string): FieldEvidence => ({ field, outcome: 'blank', level: 'blank', weight: 0 })

// The penalty is shared out so that the two weights still add up to what the pair of names is worth.
function asAlias([given, family]: NameEvidence): NameEvidence {
  const half = model.names.aliasPenalty / 2
  return [
    { ...given, level: `alias ${given.level}`, weight: given.weight + half },
    { ...family, level: `alias ${family.level}`, weight: family.weight + half }
  ]
}

function compareTwo(one: NormalName, other: NormalName, shareOf: ShareOf): NameEvidence {
  const straight: NameEvidence = [compareGiven(one, other, shareOf), compareFamily(one, other, shareOf)]
  const swapped = compareSwapped(one, other)
  return swapped && swapped[0].weight + swapped[1].weight > straight[0].weight + straight[1].weight ? swapped : straight
}

function compareSwapped(one: NormalName, other: NormalName): NameEvidence | null {
  if (!one.given || !one.family || !other.given || !other.family) return null
  const isSame = one.given === other.family && one.family === other.given
  if (!isSame && !(areAlike(one.given, other.family, model.names.jaroWinklerGiven) && areAlike(one.family, other.given, model.names.jaroWinklerFamily)))
    return null
  const level = isSame ? 'swapped' : 'swappedAlike'
  const half = model.names[level] / 2
  return [
    { field: 'givenName', outcome: 'close', level, weight: half },
    { field: 'familyName', outcome: 'close', level, weight: half }
  ]
}

function areAlike(one: string, other: string, least: number): boolean {
  return one === other || jaroWinkler(one, other) >= least || (Math.min(one.length, other.length) > 3 && editsBetween(one, other, 1) === 1)
}

function compareGiven(one: NormalName, other: NormalName, shareOf: ShareOf): FieldEvidence {
  const field = 'givenName'
  if (!one.given || !other.given) return blankOf(field)
  if (one.given === other.given || one.first === other.first) {
    const weight = weighRarity(model.givenName.exact, shareOf('givenName', one.first))
    return { field, outcome: 'match', level: 'exact', weight }
  }
  const level = givenLevel(one, other)
  return { field, outcome: level === 'different' ? 'mismatch' : 'close', level, weight: model.givenName[level] }
}

function givenLevel(one: NormalName, other: NormalName): Exclude<keyof typeof model.givenName, 'exact'> {
  if (areFormsOfOneName(one.first, other.first)) return 'shortForm'
  if (areAlike(one.given, other.given, model.names.jaroWinklerGiven) || areAlike(one.first, other.first, model.names.jaroWinklerGiven)) return 'alike'
  if (one.others.includes(other.first) || other.others.includes(one.first)) return 'oneOfSeveral'
  const [short, long] = one.first.length <= other.first.length ? [one.first, other.first] : [other.first, one.first]
  if (short.length === 1) return long.startsWith(short) ? 'initial' : 'different'
  return soundOf(one.first) === soundOf(other.first) ? 'soundsAlike' : 'different'
}

function compareFamily(one: NormalName, other: NormalName, shareOf: ShareOf): FieldEvidence {
  const field = 'familyName'
  if (!one.family || !other.family) return blankOf(field)
  if (one.family === other.family) return { field, outcome: 'match', level: 'exact', weight: weighRarity(model.familyName.exact, shareOf(field, one.family)) }
  const level = familyLevel(one, other)
  return { field, outcome: level === 'different' ? 'mismatch' : 'close', level, weight: model.familyName[level] }
}

function familyLevel(one: NormalName, other: NormalName): Exclude<keyof typeof model.familyName, 'exact'> {
  if (areAlike(one.family, other.family, model.names.jaroWinklerFamily)) return 'alike'
  const isBarrelled = one.familyParts.length > 1 || other.familyParts.length > 1
  if (isBarrelled && one.familyParts.some((part) => part.length > 1 && other.familyParts.includes(part))) return 'oneHalf'
  return soundOf(one.family) === soundOf(other.family) ? 'soundsAlike' : 'different'
}
