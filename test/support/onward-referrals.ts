import { room } from '@throughcare/referrals'
import type { Principal } from '@throughcare/kit/principal'
import { makeKnown } from './known-record.ts'
import { navigator, persona, practitioner, stranger } from './personas.ts'
import { openTestRoom, type Answer, type TestRoom } from './room.ts'

/** A Monday in June: no bank holiday for a week on either side. */
export const now = new Date('2026-06-08T12:00:00Z')
export const provider = persona('service-provider')
export const otherProvider = persona('service-provider', { subject: 'other-provider', organisation: 'OTHER-PROVIDER' })

export type Step = { mutation: string; input?: object }
export type TestReferral = { id: string; version: number; recordId: string }

const fields = `id version status madeBy sentAt receivedAt acceptedAt declinedAt declineReason firstAppointmentAt attendance missedAppointments
  supportStartedAt endedAt outcome withdrawnAt withdrawalReason redirectedFrom { id } sharingBasis silentSince service { id } need { code }`

export const openReferrals = (): Promise<TestRoom> => openTestRoom(room, { now: () => now })

/** Calls a mutation on an onward referral with an input of its own. */
export async function askTo(
  referrals: Pick<TestRoom, 'ask'>,
  principal: Principal,
  { mutation, input }: Step
): Promise<Answer & { referral: NonNullable<Answer['data']> }> {
  const document = `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { ${fields} } }`
  const answer = await referrals.ask(principal, document, { input: { idempotencyKey: crypto.randomUUID(), ...input } })
  return { ...answer, referral: answer.data?.[mutation] ?? {} }
}

/** What a new referral says, but for whom it is about. */
export function referralInput(identityRecordId: string, changes: object = {}) {
  return {
    identityRecordId,
    serviceId: 'service-1',
    providerOrganisationId: provider.organisation,
    needCode: 'housing',
    episodeId: crypto.randomUUID(),
    ...changes
  }
}

/** A referral about a new person of Liaison & Diversion, taken through some steps by the team that made it. */
export async function makeReferralThat(referrals: TestRoom, steps: readonly Step[] = [], changes: object = {}): Promise<TestReferral> {
  const recordId = await makeKnown(referrals, 'referrals', { service: 'LIAISON_DIVERSION', consent: true })
  const input = referralInput(recordId, 'asDraft' in changes ? changes : { consent: 'GIVEN', ...changes })
  let { referral, errors } = await askTo(referrals, practitioner, { mutation: 'makeReferral', input })
  for (const { mutation, input: said } of steps) {
    const before = { referralId: referral.id, expectedVersion: referral.version }
    if (errors.length === 0) ({ referral, errors } = await askTo(referrals, practitioner, { mutation, input: { ...before, ...said } }))
  }
  if (errors.length > 0) throw new Error(`The referral could not be prepared: ${JSON.stringify(errors)}`)
  return { id: referral.id, version: referral.version, recordId }
}

export const accepted: Step = { mutation: 'acceptOnwardReferral' }
export const offered: Step = { mutation: 'offerFirstAppointment', input: { firstAppointmentAt: now.toISOString() } }
export const attended: Step = { mutation: 'recordFirstAppointment', input: { attendance: 'ATTENDED' } }
export const missed: Step = { mutation: 'recordFirstAppointment', input: { attendance: 'MISSED' } }

/** The events a referral left, oldest first. */
export function eventsOf(referrals: TestRoom, { id }: { id: string }) {
  return referrals.rows<{ type: string; actor: string; occurred_at: Date; payload: Record<string, unknown>; subject_version: number; record_id: string }>(
    'select type, actor, occurred_at, payload, subject_version, record_id from referrals.outbox_event where subject_id = $1 order by id',
    id
  )
}

/** Tests that a verb on a standing referral is refused to everyone but the team that made it and, where it may answer, the provider. */
export function refusesOutsiders(
  { mutation, input }: Step,
  { after = [], asDraft = false, mayProvider }: { after?: Step[]; asDraft?: boolean; mayProvider: boolean }
) {
  let referrals: TestRoom
  beforeAll(async () => void (referrals = await openReferrals()))
  afterAll(() => referrals.close())

  const attempt = async (principal: Principal, changes: object = asDraft ? { asDraft } : {}) => {
    const referral = await makeReferralThat(referrals, 'asDraft' in changes ? [] : after, changes)
    const answer = await askTo(referrals, principal, { mutation, input: { referralId: referral.id, expectedVersion: referral.version, ...input } })
    const [row] = await referrals.rows<{ version: number }>('select version from referrals.onward_referral where id = $1', referral.id)
    return { codes: answer.errors.map(({ code }) => code), hasChanged: row?.version !== referral.version }
  }

  test.each([
    ['the same team in another organisation', stranger('ld-practitioner'), 'NOT_FOUND'],
    ['the sister service, though the person agreed that it may read it', navigator, 'NOT_FOUND'],
    ['a peer support worker', persona('ld-peer-support-worker'), 'FORBIDDEN'],
    ['a commissioner', persona('commissioner'), 'FORBIDDEN'],
    ['another provider', otherProvider, mayProvider ? 'NOT_FOUND' : 'FORBIDDEN'],
    ...(mayProvider ? [] : ([['the provider', provider, 'FORBIDDEN']] as const))
  ] as [string, Principal, string][])('refuses %s, and changes nothing', async (_, principal, code) => {
    expect(await attempt(principal)).toEqual({ codes: [code], hasChanged: false })
  })

  test('lets the team that made it', async () => {
    expect(await attempt(practitioner)).toEqual({ codes: [], hasChanged: true })
  })

  if (!mayProvider) return
  test('lets the provider it was sent to', async () => {
    expect(await attempt(provider)).toEqual({ codes: [], hasChanged: true })
  })

  test('tells the provider nothing of a draft', async () => {
    expect(await attempt(provider, { asDraft: true })).toEqual({ codes: ['NOT_FOUND'], hasChanged: false })
  })
}
