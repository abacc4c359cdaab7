import { birthDateLikeness, editsBetween, jaroWinkler, postcodeLikeness, wordsShared } from './comparators.rules.ts'
import { compareIdentifiers } from './compare-identifiers.rules.ts'
import { compareNames } from './compare-names.rules.ts'
import type { ComparableDate, ComparableIdentity } from './identity.rules.ts'
import { linkageModel as model, national, priorOf, weighRarity, type Population, type ShareOf } from './linkage-model.rules.ts'

/** What one field says about two records: how it compares, at which level of the model, and its weight in bits. */
export type FieldEvidence = { field: string; outcome: 'match' | 'close' | 'mismatch' | 'blank'; level: string; weight: number }

/** Why a pair is never linked by a machine. */
export type Veto = 'DIFFERENT_VERIFIED_NHS_NUMBERS' | 'TWINS'

/** Two records compared. `weight` is the prior and all evidence, in bits, unless vetoed; `disagrees`: what they say of who someone is contradicts itself. */
export type Comparison = { weight: number; evidence: FieldEvidence[]; veto: Veto | null; disagrees: boolean }

/** Compares two records: the same whichever comes first. A field that either lacks is blank and weighs nothing. */
export function compareIdentities(one: ComparableIdentity, other: ComparableIdentity, population: Population = national): Comparison {
  const { shareOf } = population
  const names = compareNames(one.names, other.names, shareOf)
  const birthDate = compareBirthDates(one.birthDates, other.birthDates)
  const sex = compareSex(one.sex, other.sex)
  const identifiers = compareIdentifiers(one.identifiers, other.identifiers)
  const home = compareHomes(one, other, shareOf)
  const found: Found = { names, birthDate, identifiers, isSameHome: isMatch(...home.slice(0, 2)) }
  const evidence = [...names, birthDate, sex, ...identifiers, ...(mayBeRelatives(found) ? asHousehold(home) : home), compareEmails(one, other)]
  const veto = findVeto(one, other, found)
  const weight = sum([...evidence, { weight: priorOf(population) }])
  return {
    weight: veto ? Math.min(weight, model.vetoedWeight) : weight,
    evidence,
    veto,
    disagrees: veto !== null || (weight < model.thresholds.stay && disagreementOf([...names, birthDate, sex, ...identifiers]) <= model.thresholds.disagreement)
  }
}

type Found = { names: FieldEvidence[]; birthDate: FieldEvidence; identifiers: FieldEvidence[]; isSameHome: boolean }

const sum = (evidence: readonly { weight: number }[]) => evidence.reduce((total, { weight }) => total + weight, 0)
const disagreementOf = (evidence: readonly FieldEvidence[]) => sum(evidence.filter(({ outcome, weight }) => outcome === 'mismatch' && weight < 0))
const isMatch = (...evidence: FieldEvidence[]) => evidence.some(({ outcome, level }) => outcome === 'match' && level !== 'shared')

/** Same family name, another date of birth altogether and no number in common: a father and a son, a brother and a sister. */
function mayBeRelatives({ names, birthDate, identifiers }: Found): boolean {
  const isOtherBirthDate = birthDate.level === 'different' || birthDate.level === 'withinFiveYears'
  return isOtherBirthDate && names[1]?.outcome === 'match' && !identifiers.some(({ outcome }) => outcome === 'match' || outcome === 'close')
}

function findVeto(one: ComparableIdentity, other: ComparableIdentity, found: Found): Veto | null {
  if (differInVerifiedNhsNumber(one, other)) return 'DIFFERENT_VERIFIED_NHS_NUMBERS'
  const [given, family] = found.names
  const areTwins =
    given?.outcome === 'mismatch' &&
    family !== undefined &&
    family.weight > 0 &&
    family.level !== 'swapped' &&
    family.level !== 'swappedAlike' &&
    found.birthDate.level === 'exact' &&
    found.isSameHome &&
    !found.identifiers.some(({ outcome }) => outcome === 'match')
  return areTwins ? 'TWINS' : null
}

function differInVerifiedNhsNumber(one: ComparableIdentity, other: ComparableIdentity): boolean {
  const [mine, theirs] = [one, other].map(({ identifiers }) =>
    identifiers.filter(({ type, isVerified }) => type === 'NHS_NUMBER' && isVerified).map(({ value }) => value)
  )
  return mine !== undefined && theirs !== undefined && mine.length > 0 && theirs.length > 0 && new Set([...mine, ...theirs]).size > 1
}

export function blank(field: string): FieldEvidence {
  return { field, outcome: 'blank', level: 'blank', weight: 0 }
}

/** The pair of values that speaks most for one person. */
function bestOf<T>(ones: readonly T[], others: readonly T[], weigh: (one: T, other: T) => FieldEvidence): FieldEvidence | null {
  let best: FieldEvidence | null = null
  for (const one of ones)
    for (const other of others) {
      const found = weigh(one, other)
      if (!best || found.weight > best.weight) best = found
    }
  return best
}

function compareBirthDates(ones: readonly ComparableDate[], others: readonly ComparableDate[]): FieldEvidence {
  const isOneOfSeveral = ones[0]?.digits !== others[0]?.digits
  return (
    bestOf(ones, others, (one, other) => {
      if (one.isEstimated || other.isEstimated) return compareEstimates(one, other)
      const level = birthDateLikeness(one.digits, other.digits)
      if (level === 'exact' && isOneOfSeveral) return { field: 'birthDate', outcome: 'match', level: 'oneOfSeveral', weight: model.birthDate.oneOfSeveral }
      const outcome = level === 'exact' ? 'match' : model.birthDate[level] > 0 ? 'close' : 'mismatch'
      return { field: 'birthDate', outcome, level, weight: model.birthDate[level] }
    }) ?? blank('birthDate')
  )
}

function compareEstimates(one: ComparableDate, other: ComparableDate): FieldEvidence {
  const years = Math.abs(Number(one.digits.slice(0, 4)) - Number(other.digits.slice(0, 4)))
  const level = years === 0 ? 'estimatedSameYear' : years <= 2 ? 'estimatedNear' : 'estimatedDifferent'
  return { field: 'birthDate', outcome: years <= 2 ? 'close' : 'mismatch', level, weight: model.birthDate[level] }
}

function compareSex(one: ComparableIdentity['sex'], other: ComparableIdentity['sex']): FieldEvidence {
  if (!one || !other) return blank('sex')
  const level = one === other ? 'same' : 'different'
  return { field: 'sex', outcome: one === other ? 'match' : 'mismatch', level, weight: model.sex[level] }
}

/** Postcode, address, town and phone. A town says nothing more once the postcode agrees. */
function compareHomes(one: ComparableIdentity, other: ComparableIdentity, shareOf: ShareOf): FieldEvidence[] {
  const postcode = comparePostcodes(one.postcodes, other.postcodes, shareOf)
  const town = compareTowns(one.towns, other.towns, shareOf)
  return [
    postcode,
    compareAddresses(one.addresses, other.addresses),
    postcode.outcome === 'match' && town.weight > 0 ? { ...town, weight: 0 } : town,
    comparePhones(one, other)
  ]
}

function asHousehold(home: readonly FieldEvidence[]): FieldEvidence[] {
  const speaksFor = sum(home.filter(({ weight }) => weight > 0))
  const share = Math.min(1, model.mostOfHousehold / speaksFor)
  return home.map((item) => (item.weight > 0 ? { ...item, weight: item.weight * share } : item))
}

type Postcodes = ComparableIdentity['postcodes']

function comparePostcodes(ones: Postcodes, others: Postcodes, shareOf: ShareOf): FieldEvidence {
  const best = bestOf(ones, others, (one, other) => {
    if (one.kind !== 'ORDINARY' || other.kind !== 'ORDINARY')
      return { field: 'postcode', outcome: one.value === other.value ? 'match' : 'blank', level: 'shared', weight: model.postcode.shared }
    const level = postcodeLikeness(one.value, other.value)
    if (level === 'exact') return { field: 'postcode', outcome: 'match', level, weight: weighRarity(model.postcode.exact, shareOf('postcode', one.value)) }
    return { field: 'postcode', outcome: level === 'different' ? 'mismatch' : 'close', level, weight: model.postcode[level] }
  })
  return best ?? blank('postcode')
}

function compareAddresses(ones: ComparableIdentity['addresses'], others: ComparableIdentity['addresses']): FieldEvidence {
  const best = bestOf(ones, others, (one, other) => {
    if (one.text === other.text) return { field: 'address', outcome: 'match', level: 'exact', weight: model.address.exact }
    const isAlike = wordsShared(one.words, other.words) >= 0.6 || jaroWinkler(one.text, other.text) >= 0.92
    return isAlike
      ? { field: 'address', outcome: 'close', level: 'alike', weight: model.address.alike }
      : { field: 'address', outcome: 'mismatch', level: 'different', weight: model.address.different }
  })
  return best ?? blank('address')
}

function compareTowns(ones: readonly string[], others: readonly string[], shareOf: ShareOf): FieldEvidence {
  const best = bestOf(ones, others, (one, other) => {
    if (one === other) return { field: 'town', outcome: 'match', level: 'exact', weight: weighRarity(model.town.exact, shareOf('town', one)) }
    return jaroWinkler(one, other) >= 0.9
      ? { field: 'town', outcome: 'close', level: 'alike', weight: model.town.alike }
      : { field: 'town', outcome: 'mismatch', level: 'different', weight: model.town.different }
  })
  return best ?? blank('town')
}

function compareEmails({ emails: ones }: ComparableIdentity, { emails: others }: ComparableIdentity): FieldEvidence {
  const best = bestOf(ones, others, (one, other) => {
    const isAlike = () => editsBetween(one.whole, other.whole, 2) <= 2 || jaroWinkler(one.user, other.user) >= 0.92
    const level = one.whole === other.whole ? 'exact' : one.user === other.user ? 'sameUser' : isAlike() ? 'alike' : 'different'
    return { field: 'email', outcome: level === 'exact' ? 'match' : level === 'different' ? 'mismatch' : 'close', level, weight: model.email[level] }
  })
  return best ?? blank('email')
}

function comparePhones({ phones: ones }: ComparableIdentity, { phones: others }: ComparableIdentity): FieldEvidence {
  if (ones.length === 0 || others.length === 0) return blank('phone')
  const isSame = ones.some((phone) => others.includes(phone))
  const level = isSame ? 'exact' : 'different'
  return { field: 'phone', outcome: isSame ? 'match' : 'mismatch', level, weight: model.phone[level] }
}
