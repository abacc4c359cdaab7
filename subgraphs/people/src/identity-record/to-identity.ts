import { ageOn, londonDate } from '@throughcare/kit/clock'
import { refuse } from '@throughcare/kit/errors'
import { recordIdOf } from '@throughcare/kit/ids'
import type { Context } from '../context.ts'
import { addressKindOf, canonicalPostcode, type Address, type AddressKind } from './address.rules.ts'
import type { GivenBelief, Name } from './belief.rules.ts'
import { birthDateFault } from './birth-date.rules.ts'
import { whyNotAddress, whyNotName, whyNotNumbers, whyNotSoMany, whyNotSource } from './given.rules.ts'
import { ethnicGroupOf, type EthnicityCodeList } from './ethnicity.rules.ts'
import { checkIdentifier, keyOfIdentifier, type IdentifierFact, type IdentifierType } from './identifier.rules.ts'

/** What a service believes about someone, as a caller or an importer gives it. What is left out or null is not spoken of. */
export type IdentityInput = {
  sourceSystem: string
  sourceKey: string
  name: Name
  aliases?: readonly Name[] | null
  birthDate: string
  birthDateIsEstimated?: boolean | null
  otherBirthDates?: readonly string[] | null
  sex: GivenBelief['sex']
  genderIdentity?: GivenBelief['genderIdentity']
  ethnicity?: { codeList: EthnicityCodeList; code: string } | null
  addresses?: readonly AddressInput[] | null
  identifiers?: readonly IdentifierInput[] | null
}

type AddressInput = { kind?: AddressKind | null } & Partial<Record<'lines' | 'town' | 'postcode' | 'from' | 'until', string | null>>
type IdentifierInput = {
  type: IdentifierType
  value: string
  source?: string | null
  isVerified?: boolean | null
  from?: string | null
  keepIfMalformed?: boolean | null
}

/** An identity as it can be written down: whose record it is, and what it says. */
export type Identity = { origin: Origin; belief: GivenBelief }

type Origin = {
  id: string
  organisation: string
  service: NonNullable<Context['principal']['service']>
  recordedBy: string
  retentionClass: string
  sourceSystem: string
  sourceKey: string
}

/** Checks an identity; refuses an identifier, a code or a date that cannot be, by the name of its field. */
export function toIdentity(input: IdentityInput, { principal, clock }: Pick<Context, 'principal' | 'clock'>): Identity {
  const today = londonDate(clock.now())
  const { given, family } = toName(input.name, 'name')
  permit(whyNotSource(input), 'sourceKey')
  for (const list of ['aliases', 'otherBirthDates', 'identifiers', 'addresses'] as const) permit(whyNotSoMany(list, input[list]), list)
  const origin = {
    id: recordIdOf(input.sourceSystem, input.sourceKey),
    organisation: principal.organisation,
    service: principal.service ?? refuse('FORBIDDEN', 'Only staff of a service write down who is in front of it.'),
    recordedBy: principal.subject,
    // Records of children are kept to another rule — Records Management Code of Practice.
    retentionClass: ageOn(toBirthDate(input.birthDate, 'birthDate', today), today) < 18 ? 'child' : 'adult-mental-health',
    sourceSystem: input.sourceSystem,
    sourceKey: input.sourceKey
  }
  const belief: GivenBelief = {
    givenName: given,
    familyName: family,
    aliases: input.aliases?.map((name) => toName(name, 'aliases')) ?? null,
    birthDate: input.birthDate,
    birthDateIsEstimated: input.birthDateIsEstimated ?? false,
    otherBirthDates: input.otherBirthDates ? [...new Set(input.otherBirthDates.map((date) => toBirthDate(date, 'otherBirthDates', today)))] : null,
    sex: input.sex,
    genderIdentity: input.genderIdentity ?? null,
    ...toEthnicity(input.ethnicity),
    identifiers: input.identifiers ? toIdentifiers(input.identifiers, today) : null,
    addresses: input.addresses?.map(toAddress) ?? null
  }
  return { origin, belief }
}

function permit(fault: string | null, field: string): void {
  if (fault) refuse('BAD_USER_INPUT', fault, { field })
}

function toName({ given, family }: Name, field: string): Name {
  const name = { given: given.trim(), family: family.trim() }
  permit(whyNotName(name), field)
  return name
}

function toBirthDate(date: string, field: string, today: string): string {
  permit(birthDateFault(date, today), field)
  return date
}

function toEthnicity(ethnicity: IdentityInput['ethnicity']): Pick<GivenBelief, 'ethnicityCodeList' | 'ethnicityCode'> {
  if (!ethnicity) return { ethnicityCodeList: null, ethnicityCode: null }
  const { codeList, code } = ethnicity
  if (ethnicGroupOf(codeList, code) === null)
    refuse('BAD_USER_INPUT', `The list ${codeList} has no such code. Check the list, or give the other one.`, { field: 'ethnicity' })
  return { ethnicityCodeList: codeList, ethnicityCode: code }
}

function toIdentifiers(given: readonly IdentifierInput[], today: string): IdentifierFact[] {
  const identifiers = given.map((identifier) => toIdentifier(identifier, Number(today.slice(0, 4))))
  permit(whyNotNumbers(identifiers, today), 'identifiers')
  return [...new Map(identifiers.map((identifier) => [keyOfIdentifier(identifier), identifier])).values()]
}

function toIdentifier({ type, value, source = null, isVerified, from = null, keepIfMalformed }: IdentifierInput, year: number): IdentifierFact {
  const checked = checkIdentifier(type, value, year)
  if ('value' in checked) return { type, value: checked.value, source, isVerified: isVerified ?? false, isWellFormed: true, from }
  const field = `identifiers.${type}`
  if (!keepIfMalformed) refuse('BAD_USER_INPUT', checked.fault, { field })
  if (isVerified) refuse('BAD_USER_INPUT', `${checked.fault} A number that breaks its shape cannot have been verified.`, { field })
  const text = value.trim()
  return text && text.length <= 60
    ? { type, value: text, source, isVerified: false, isWellFormed: false, from }
    : refuse('BAD_USER_INPUT', 'An identifier kept as text has 1 to 60 characters.', { field })
}

function toAddress(given: AddressInput): Address {
  const { kind, lines, town, postcode, from, until } = given
  const canonical = postcode?.trim() ? canonicalPostcode(postcode) : null
  if (postcode?.trim() && canonical === null)
    refuse('BAD_USER_INPUT', 'This is not a postcode. Give it whole, or its first half; leave it out where it is not known.', { field: 'addresses.postcode' })
  permit(whyNotAddress(given), 'addresses')
  return {
    kind: kind ?? addressKindOf(canonical),
    lines: lines?.trim() || null,
    town: town?.trim() || null,
    postcode: canonical,
    from: from ?? null,
    until: until ?? null
  }
}
