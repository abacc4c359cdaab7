import { londonDate } from '@throughcare/kit/clock'
import { refuse } from '@throughcare/kit/errors'
import { recordIdOf } from '@throughcare/kit/ids'
import type { Context } from '../context.ts'
import type { IdentifierFact } from '../link/link.rules.ts'
import { checkIdentifier, type IdentifierType } from './identifier.rules.ts'
import { birthDateFault } from './person.rules.ts'
import type { NewIdentityRecord } from './person.store.ts'

/** What a service believes about someone, as a caller or an importer gives it. */
export type IdentityInput = {
  sourceSystem: string
  sourceKey: string
  name: { given: string; family: string }
  birthDate: string
  birthDateIsEstimated?: boolean | null
  sex: NewIdentityRecord['sex']
  ethnicCategory?: string | null
  postcode?: string | null
  identifiers?: readonly { type: IdentifierType; value: string; isVerified?: boolean | null }[] | null
}

/** The same as it is written down: identifiers in canonical form, each once. */
export type Identity = { row: NewIdentityRecord & { id: string }; identifiers: IdentifierFact[]; postcode: string | null }

/** What is written down of an identity; refuses an identifier or a birth date that cannot be. */
export function toIdentity(input: IdentityInput, { principal, clock }: Pick<Context, 'principal' | 'clock'>): Identity {
  const given = input.name.given.trim()
  const family = input.name.family.trim()
  if (!given || !family) refuse('BAD_USER_INPUT', 'Both a given and a family name are needed. Where one is not known, write "Unknown".', { field: 'name' })
  const today = londonDate(clock.now())
  const fault = birthDateFault(input.birthDate, today)
  if (fault) refuse('BAD_USER_INPUT', fault, { field: 'birthDate' })
  const row = {
    id: recordIdOf(input.sourceSystem, input.sourceKey),
    organisation: principal.organisation,
    service: principal.service ?? refuse('FORBIDDEN', 'Only staff of a service write down who is in front of it.'),
    recordedBy: principal.subject,
    retentionClass: 'adult-mental-health',
    sourceSystem: input.sourceSystem,
    sourceKey: input.sourceKey,
    givenName: given,
    familyName: family,
    birthDate: input.birthDate,
    birthDateIsEstimated: input.birthDateIsEstimated ?? false,
    sex: input.sex,
    ethnicCategory: input.ethnicCategory ?? null
  }
  return { row, identifiers: toIdentifiers(input, Number(today.slice(0, 4))), postcode: input.postcode?.trim().toUpperCase() || null }
}

function toIdentifiers(input: IdentityInput, year: number): IdentifierFact[] {
  const identifiers = (input.identifiers ?? []).map(({ type, value, isVerified }) => {
    const checked = checkIdentifier(type, value, year)
    if ('fault' in checked) return refuse('BAD_USER_INPUT', checked.fault, { field: `identifiers.${type}` })
    return { type, value: checked.value, isVerified: isVerified ?? false }
  })
  return [...new Map(identifiers.map((identifier) => [keyOf(identifier), identifier])).values()]
}

/** What tells one identifier of a record from another. */
export function keyOf({ type, value }: { type: string; value: string }): string {
  return `${type} ${value}`
}
