import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { makeKnown } from '@throughcare/test/support/known-record'
import { openLiaisonDiversion, startClosed, tellDeath, tellFacility } from '@throughcare/test/support/liaison-diversion'
import { practitioner } from '@throughcare/test/support/personas'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
beforeEach(() => liaisonDiversion.at('2026-06-01T09:00:00Z'))
afterAll(() => liaisonDiversion.close())

async function receive(changes: object = {}) {
  const identityRecordId = await makeKnown(liaisonDiversion, 'liaison_diversion', { service: 'LIAISON_DIVERSION' })
  const input = { identityRecordId, facilityId: 'LAN3', setting: 'VOLUNTARY_ATTENDANCE', source: 'SOLICITOR', idempotencyKey: crypto.randomUUID(), ...changes }
  return { input, ...(await liaisonDiversion.act('receiveReferral', input)) }
}

describe('receiveReferral', () => {
  test('starts an episode in which nothing has happened yet', async () => {
    const { data, errors } = await receive({ receivedAt: '2026-06-01T08:15:00+01:00' })

    expect(errors).toEqual([])
    expect(data?.receiveReferral).toMatchObject({
      version: 1,
      state: 'REFERRED',
      receivedAt: '2026-06-01T07:15:00.000Z',
      screening: null,
      notSeenReason: null,
      needs: [],
      closedAt: null
    })
  })

  test('says in the history who wrote the alert down', async () => {
    const { data } = await receive({ receivedAt: '2026-06-01T08:15:00+01:00' })

    expect(data?.receiveReferral.history).toEqual([{ version: 1, action: 'receive-referral', recordedBy: practitioner.subject, reason: null, corrections: [] }])
  })

  test('leaves its event in the same transaction, dated when the alert came', async () => {
    const { data, input } = await receive({ receivedAt: '2026-06-01T08:15:00+01:00' })
    const { id } = data?.receiveReferral

    expect(await liaisonDiversion.events(id)).toEqual([
      {
        type: 'liaison-diversion.referral-received',
        subject_version: 1,
        record_id: input.identityRecordId,
        actor: practitioner.subject,
        occurred_at: new Date('2026-06-01T07:15:00Z'),
        payload: { episodeId: id, facilityId: 'LAN3', setting: 'VOLUNTARY_ATTENDANCE', source: 'SOLICITOR' }
      }
    ])
  })

  test('keeps the custody clock and the group of the alleged offence', async () => {
    const custody = { setting: 'POLICE_CUSTODY', custodyClockStartedAt: '2026-06-01T05:30:00Z', offenceGroup: 'ROBBERY' }

    expect((await receive(custody)).data?.receiveReferral).toMatchObject({ custodyClockStartedAt: '2026-06-01T05:30:00.000Z', offenceGroup: 'ROBBERY' })
    expect((await receive({ ...custody, setting: 'YOUTH_COURT' })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('in police custody only') }
    ])
  })

  test('takes an alert from probation, a youth justice service, the community or a prison', async () => {
    await tellFacility(liaisonDiversion, 'HVI', 'PRISON')
    const answers = [
      ...['PROBATION', 'YOUTH_JUSTICE_SERVICE', 'COMMUNITY'].map((setting) => receive({ setting })),
      receive({ setting: 'PRISON', facilityId: 'HVI' })
    ]

    const taken = (await Promise.all(answers)).map(({ data }) => data?.receiveReferral.setting)
    expect(taken).toEqual(['PROBATION', 'YOUTH_JUSTICE_SERVICE', 'COMMUNITY', 'PRISON'])
    expect((await receive({ setting: 'COMMUNITY', facilityId: 'HVI' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })

  test('refuses an alert after the death of the person, and takes one of before it or once the death is withdrawn, whatever an earlier episode says', async () => {
    const { recordId } = await startClosed(liaisonDiversion, 'DIED')
    liaisonDiversion.at('2026-06-02T09:00:00Z')
    const alerted = (receivedAt: string) => receive({ identityRecordId: recordId, receivedAt })
    const [dayOfDeath, dayAfter] = ['2026-06-01T22:59:59Z', '2026-06-01T23:00:00Z']

    expect((await alerted(dayAfter)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('died before the alert') }])
    expect((await alerted(dayOfDeath)).errors).toEqual([])
    await tellDeath(liaisonDiversion, recordId, null)
    expect((await alerted(dayAfter)).errors).toEqual([])
  })

  test('refuses a court that was closed on that day, and a place that does not go with the setting', async () => {
    await tellFacility(liaisonDiversion, 'KENDMC', 'MAGISTRATES_COURT', '2017-06-30')
    const atCourt = { facilityId: 'KENDMC', setting: 'MAGISTRATES_COURT' }

    const { input, errors } = await receive({ ...atCourt, receivedAt: '2017-06-30T09:00:00Z' })

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('That court closed on 30 June 2017') }])
    expect(await liaisonDiversion.rows('select 1 from liaison_diversion.episode where record_id = $1', input.identityRecordId)).toEqual([])
    expect((await receive({ ...atCourt, receivedAt: '2017-06-29T09:00:00Z' })).errors).toEqual([])
    expect((await receive({ facilityId: 'KENDMC', setting: 'POLICE_CUSTODY' })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('does not go with the place') }
    ])
  })

  test('refuses an alert from the future and writes nothing', async () => {
    const { input, errors } = await receive({ receivedAt: '2026-06-01T09:00:01Z' })

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('future') }])
    expect(await liaisonDiversion.rows('select 1 from liaison_diversion.episode where record_id = $1', input.identityRecordId)).toEqual([])
  })

  test.each(['', '  '])('refuses a place that is "%s", and writes nothing', async (facilityId) => {
    const { input, errors } = await receive({ facilityId })

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('"facilityId" is empty') }])
    expect(await liaisonDiversion.rows('select 1 from liaison_diversion.episode where record_id = $1', input.identityRecordId)).toEqual([])
  })

  test('the same request twice has one effect, and the same answer', async () => {
    const { data, input } = await receive()

    expect((await liaisonDiversion.act('receiveReferral', input)).data).toEqual(data)
    expect(await liaisonDiversion.rows('select 1 from liaison_diversion.episode where record_id = $1', input.identityRecordId)).toHaveLength(1)
  })
})
