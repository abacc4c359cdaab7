import { room } from '@throughcare/referrals'
import { teamAudience } from '@throughcare/kit/principal'
import { feedEvent, openFedRoom, type FedRoom } from '@throughcare/test/support/fed-room'
import { askTo, now, provider, referralInput, type Step } from '@throughcare/test/support/onward-referrals'
import { practitioner } from '@throughcare/test/support/personas'

let referrals: FedRoom
beforeAll(async () => void (referrals = await openFedRoom(room, { clock: { now: () => now } })))
afterAll(() => referrals.close())

let newest = 0
const tell = (type: string, payload: { recordId: string; [field: string]: unknown }, subjectVersion = (newest += 1)) =>
  referrals.publish('people', feedEvent({ type, recordId: payload.recordId, subjectId: payload.recordId, subjectVersion, payload }))
const position = (decision: string, purpose = 'SHARE_ONWARD_SERVICE') => ({
  ...{ purpose, decision, decidedAt: '2026-06-01T09:00:00.000Z', until: null, override: null }
})
const stand = (recordId: string, ...positions: object[]) => tell('people.consent-positions-changed', { recordId, positions })
const die = (recordId: string, diedOn: string | null) => tell('people.death-recorded', { recordId, diedOn })

async function open(): Promise<string> {
  const recordId = crypto.randomUUID()
  const grants = [{ audience: teamAudience('RW5', 'LIAISON_DIVERSION'), level: 'read', reason: null, until: null }]
  await tell('people.record-access-changed', { recordId, service: 'LIAISON_DIVERSION', grants })
  return recordId
}

const act = (step: Step) => askTo(referrals, practitioner, step)
const make = (recordId: string, changes: object = {}) => act({ mutation: 'makeReferral', input: referralInput(recordId, changes) })
const silent = async () => (await referrals.ask(practitioner, '{ silentReferrals { edges { node { id } } } }')).data?.silentReferrals.edges

describe('what people tells of sharing with services', () => {
  test('lets a referral go without asking again, until the person takes it back', async () => {
    const recordId = await open()
    await stand(recordId, position('REFUSED', 'SHARE_GP'), position('GIVEN'))
    const agreed = await make(recordId)
    await stand(recordId, position('WITHDRAWN'))

    expect(agreed).toMatchObject({ errors: [], referral: { status: 'SENT', sharingBasis: 'CONSENT' } })
    expect((await make(recordId, { consent: 'GIVEN' })).errors).toMatchObject([
      { code: 'CONSENT_REQUIRED', message: expect.stringContaining('record that consent first') }
    ])
  })

  test('counts when a draft is sent, not when it was written', async () => {
    const recordId = await open()
    const { referral } = await make(recordId, { asDraft: true })
    await stand(recordId, position('OBJECTED'))
    const send = { mutation: 'sendOnwardReferral', input: { referralId: referral.id, expectedVersion: 1, consent: 'GIVEN' } }
    const refused = await act(send)
    await stand(recordId, { ...position('OBJECTED'), override: { ground: 'SAFEGUARDING', until: '2026-06-09T12:00:00.000Z' } })

    expect(refused.errors).toMatchObject([{ code: 'CONSENT_REQUIRED' }])
    expect(await act(send)).toMatchObject({ errors: [], referral: { sharingBasis: 'SAFEGUARDING' } })
  })

  test('is the last word of a page, and says nothing where the purpose is no longer named', async () => {
    const recordId = await open()
    await stand(recordId, position('OBJECTED'))
    await stand(recordId)

    expect((await make(recordId, { consent: 'GIVEN' })).errors).toEqual([])
  })
})

describe('what people tells of deaths', () => {
  test('ends sending and silence, and an error that was corrected ends neither', async () => {
    const recordId = await open()
    const { referral } = await make(recordId, { consent: 'GIVEN', sentAt: '2026-06-01T09:00:00Z' })
    const silentSince = async (principal = practitioner) =>
      (await referrals.ask(principal, 'query ($id: ID!) { onwardReferral(id: $id) { silentSince } }', { id: referral.id })).data?.onwardReferral.silentSince
    await die(recordId, '2026-06-07')

    expect((await make(recordId, { consent: 'GIVEN' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('died') }])
    expect([await silent(), await silentSince()]).toEqual([[], null])
    expect(await silentSince(provider)).toBe('2026-06-05')
    await die(recordId, null)

    expect([await silent(), await silentSince()]).toEqual([[{ node: { id: referral.id } }], '2026-06-05'])
  })
})

test('what people tells that is older than what stands is passed over, across pages, each kind by itself', async () => {
  const recordId = await open()
  await tell('people.consent-positions-changed', { recordId, positions: [position('OBJECTED')] }, 9)
  await tell('people.death-recorded', { recordId, diedOn: '2026-06-07' }, 5)

  await tell('people.consent-positions-changed', { recordId, positions: [position('GIVEN')] }, 8)
  await tell('people.death-recorded', { recordId, diedOn: null }, 4)

  const query = "select position->>'decision' as decision, died_on::text from referrals.known_record where record_id = $1"
  expect(await referrals.rows(query, recordId)).toEqual([{ decision: 'OBJECTED', died_on: '2026-06-07' }])
})

test('while the room is behind on what people says, nothing is sent on consent, and under a condition it may be', async () => {
  const deaf = await openFedRoom(room, { clock: { now: () => now }, isDeaf: true })
  const recordId = crypto.randomUUID()
  await deaf.rows(
    `insert into referrals.onward_referral (id, record_id, organisation, service, retention_class, recorded_by, service_id, provider_organisation, need_code,
       liaison_diversion_episode_id) values ($1, $1, 'RW5', 'LIAISON_DIVERSION', 'x', 'x', 'service-1', 'DEMO-PROVIDER', 'housing', $1)`,
    recordId
  )
  const send = (input: object) => askTo(deaf, practitioner, { mutation: 'sendOnwardReferral', input: { referralId: recordId, expectedVersion: 1, ...input } })

  expect((await send({ consent: 'GIVEN' })).errors).toMatchObject([{ code: 'UNAVAILABLE' }])
  expect((await send({ override: { condition: 'VITAL_INTERESTS', reason: 'An invented reason' } })).errors).toEqual([])
  await deaf.close()
})
