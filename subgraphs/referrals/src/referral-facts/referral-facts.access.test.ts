import { room } from '@throughcare/referrals'
import { teamAudience } from '@throughcare/kit/principal'
import { feedEvent, openFedRoom, type FedRoom } from '@throughcare/test/support/fed-room'
import { askTo, now, otherProvider, provider, referralInput } from '@throughcare/test/support/onward-referrals'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'

const peer = persona('ld-peer-support-worker')
const read = 'query ($id: ID!) { onwardReferral(id: $id) { isFactsWithheld facts { nameToUse phone } person { __typename } } }'
const readRisks = 'query ($id: ID!) { onwardReferral(id: $id) { facts { risks } } }'
const told = { isFactsWithheld: false, facts: { nameToUse: 'Alex', phone: '07700 900123' } }
const withheld = { isFactsWithheld: true, facts: null }

let referrals: FedRoom
beforeAll(async () => void (referrals = await openFedRoom(room, { clock: { now: () => now } })))
afterAll(() => referrals.close())

let newest = 0
const tell = (type: string, payload: { recordId: string; [field: string]: unknown }) =>
  referrals.publish('people', feedEvent({ type, recordId: payload.recordId, subjectId: payload.recordId, subjectVersion: (newest += 1), payload }))
const stand = (recordId: string, decision: string | null, changes: object = {}) =>
  tell('people.consent-positions-changed', {
    ...{ recordId, positions: [{ purpose: 'SHARE_ONWARD_SERVICE', decision, decidedAt: '2026-05-01T09:00:00.000Z', until: null, override: null, ...changes }] }
  })
const readBy = (audience: string, level = 'read') => ({ audience, level, reason: null, until: null })
const open = (recordId: string, ...more: object[]) =>
  tell('people.record-access-changed', {
    ...{ recordId, service: 'LIAISON_DIVERSION', grants: [readBy(teamAudience('RW5', 'LIAISON_DIVERSION')), ...more] }
  })

async function refer(changes: object = {}) {
  const recordId = crypto.randomUUID()
  await open(recordId, readBy(teamAudience('RW5', 'RECONNECT')), readBy(`subject:${peer.subject}`))
  const facts = { nameToUse: 'Alex', phone: '07700 900123', risks: 'An invented risk' }
  const input = referralInput(recordId, { facts, ...('asDraft' in changes ? {} : { consent: 'GIVEN' }), ...changes })
  const { referral, errors } = await askTo(referrals, practitioner, { mutation: 'makeReferral', input })
  expect(errors).toEqual([])
  return { recordId, id: String(referral.id), version: Number(referral.version) }
}
const seenBy = async (principal: typeof provider, id: string, query = read) => {
  const { data, errors } = await referrals.ask(principal, query, { id })
  return errors[0]?.code ?? data?.onwardReferral
}
/** How many rows the database itself gives a provider: of facts, or what else is asked. */
const rowsOf = (id: string, { organisation }: { organisation: string } = provider) =>
  countRows(`referrals.referral_facts where referral_id = '${id}'`, organisation)
const countRows = async (from: string, organisation: string) => {
  const results = await referrals.rows<object>(`begin; set local role referrals_app;
    select set_config('app.subject', '${provider.subject}', true), set_config('app.role', 'service-provider', true),
      set_config('app.audiences', 'organisation:${organisation}', true);
    select 'found' as found from ${from}; rollback`)
  return results.flat().filter((row) => 'found' in row).length
}

describe('who reads what a service was told of a person', () => {
  test.each([
    ['the team that told it', practitioner, expect.objectContaining(told)],
    ['the sister service, with consent', navigator, expect.objectContaining(told)],
    ['the provider it was sent to', provider, expect.objectContaining(told)],
    ['a peer support worker who is assigned to the person', peer, expect.objectContaining(told)],
    ['another provider', otherProvider, 'NOT_FOUND'],
    ['the same team in another organisation', stranger('ld-practitioner'), 'NOT_FOUND'],
    ['the provider’s organisation in another role', persona('court-recipient', { organisation: provider.organisation }), 'FORBIDDEN']
  ])('%s', async (_, principal, expected) => {
    const { id } = await refer()

    expect(await seenBy(principal, id)).toEqual(expected)
    expect(await rowsOf(id, otherProvider)).toBe(0)
  })

  test('risks are for the provider and the two services, not for peer support workers', async () => {
    const { id } = await refer()

    expect(await seenBy(provider, id, readRisks)).toEqual({ facts: { risks: 'An invented risk' } })
    expect(await seenBy(peer, id, readRisks)).toBe('FORBIDDEN')
  })

  test('an answer that tells it says whose it is, for the audit', async () => {
    const { id, recordId } = await refer()

    expect((await referrals.ask(provider, read, { id })).released).toEqual([recordId])
  })
})

describe('a provider', () => {
  test('reads it from the sending on, not before', async () => {
    const { id, version } = await refer({ asDraft: true })
    const before = [await seenBy(provider, id), await rowsOf(id)]
    await askTo(referrals, practitioner, { mutation: 'sendOnwardReferral', input: { referralId: id, expectedVersion: version, consent: 'GIVEN' } })

    expect(before).toEqual(['NOT_FOUND', 0])
    expect([await seenBy(provider, id), await rowsOf(id)]).toEqual([expect.objectContaining(told), 1])
  })

  test.each([
    ['took their consent back', 'WITHDRAWN', {}, 0],
    ['refuses', 'REFUSED', {}, 0],
    ['objects', 'OBJECTED', {}, 0],
    ['agrees still', 'GIVEN', {}, 1],
    ['agreed until a day that went by', 'GIVEN', { until: '2026-06-08' }, 0],
    ['took it back, and it is shared under an override', 'WITHDRAWN', { override: { ground: 'SAFEGUARDING', until: '2199-01-01T00:00:00.000Z' } }, 1]
  ])('where the person %s', async (_, decision, changes, rows) => {
    // Sent the day before by the test's clock; the database goes by its own, which is later.
    const { id, recordId } = await refer({ sentAt: '2026-06-07T12:00:00Z' })
    await stand(recordId, decision, changes)

    expect(await rowsOf(id)).toBe(rows)
    if (!('until' in changes)) expect(await seenBy(provider, id)).toEqual(expect.objectContaining(rows === 1 ? told : withheld))
    expect(await seenBy(practitioner, id)).toEqual(expect.objectContaining(told))
  })

  test('reads it again once the person agrees again', async () => {
    const { id, recordId } = await refer()
    await stand(recordId, 'WITHDRAWN')
    const between = await seenBy(provider, id)
    await stand(recordId, 'GIVEN')

    expect([between, await seenBy(provider, id)]).toEqual([expect.objectContaining(withheld), expect.objectContaining(told)])
  })

  test('reads on what was shared under a condition with its reason, whatever the person says', async () => {
    const { id, recordId } = await refer({ consent: 'NOT_GIVEN', override: { condition: 'SAFEGUARDING', reason: 'An invented reason' } })
    await stand(recordId, 'OBJECTED')

    expect([await seenBy(provider, id), await rowsOf(id)]).toEqual([expect.objectContaining(told), 1])
  })

  test.each([
    ['declined it', 'declineOnwardReferral', { reason: 'NO_CAPACITY' }],
    ['had it taken back', 'withdrawOnwardReferral', { reason: 'OTHER' }],
    ['saw it redirected', 'redirectOnwardReferral', { serviceId: 'service-2', providerOrganisationId: 'OTHER-PROVIDER', consent: 'GIVEN' }]
  ])('reads it no more once it %s', async (_, mutation, input) => {
    const { id, version, recordId } = await refer()
    await stand(recordId, 'GIVEN')
    const known = () => countRows(`referrals.known_record where record_id = '${recordId}'`, provider.organisation)
    expect(await known()).toBe(1)
    expect((await askTo(referrals, practitioner, { mutation, input: { referralId: id, expectedVersion: version, ...input } })).errors).toEqual([])

    expect([await seenBy(provider, id), await rowsOf(id), await known()]).toEqual([expect.objectContaining(withheld), 0, 0])
  })

  test.each([
    ['whom staff are restricted from', [readBy('everyone', 'restricted')]],
    ['from whom they are barred by name', [readBy(`subject:${provider.subject}`, 'barred')]]
  ])('is told nothing at all of a person %s', async (_, grants) => {
    const { id, recordId } = await refer()
    await open(recordId, ...grants)

    expect([await seenBy(provider, id), await rowsOf(id)]).toEqual(['NOT_FOUND', 0])
  })

  test.each([
    ['behind on what people says, is told nothing', true, { data: { onwardReferral: null }, errors: [{ code: 'NOT_FOUND' }] }],
    ['on time, is told', false, { data: { onwardReferral: { isFactsWithheld: false } }, errors: [] }]
  ])('while the room is %s', async (_, isDeaf, expected) => {
    const hearing = await openFedRoom(room, { clock: { now: () => now }, isDeaf })
    const id = crypto.randomUUID()
    await hearing.rows(
      `insert into referrals.onward_referral (id, record_id, organisation, service, retention_class, recorded_by, service_id, provider_organisation, need_code,
         liaison_diversion_episode_id, sent_at, sharing_basis) values ($1, $1, 'RW5', 'LIAISON_DIVERSION', 'x', 'x', 'service-1', $2, 'housing', $1, now(), 'CONSENT')`,
      id,
      provider.organisation
    )

    expect(await hearing.ask(provider, read, { id })).toMatchObject(expected)
    await hearing.close()
  })
})
