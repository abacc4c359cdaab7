import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startClosed, startScreened, tellFacility } from '@throughcare/test/support/liaison-diversion'
import { practitioner } from '@throughcare/test/support/personas'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
beforeEach(() => liaisonDiversion.at('2026-06-01T09:00:00Z'))
afterAll(() => liaisonDiversion.close())

const correct = (episodeId: string, expectedVersion: number, changes: object) =>
  liaisonDiversion.act('correctLiaisonDiversionEpisode', { episodeId, expectedVersion, reason: 'Read from the wrong line.', ...changes })

describe('correctLiaisonDiversionEpisode', () => {
  test('writes over what was wrong; old value, new value, why and who stay in the history', async () => {
    const { id } = await startScreened(liaisonDiversion)

    const { data, errors } = await correct(id, 2, { receivedAt: '2026-06-01T08:00:00Z', source: 'SELF', screeningRisk: 'HIGH', setting: 'POLICE_CUSTODY' })

    expect(errors).toEqual([])
    expect(data?.correctLiaisonDiversionEpisode).toMatchObject({
      version: 3,
      receivedAt: '2026-06-01T08:00:00.000Z',
      source: 'SELF',
      screening: { risk: 'HIGH' }
    })
    expect(data?.correctLiaisonDiversionEpisode.history.at(-1)).toEqual({
      ...{ version: 3, action: 'correct-liaison-diversion-episode', recordedBy: practitioner.subject, reason: 'Read from the wrong line.' },
      corrections: [
        { field: 'source', oldValue: 'POLICE', newValue: 'SELF' },
        { field: 'receivedAt', oldValue: '2026-06-01T09:00:00.000Z', newValue: '2026-06-01T08:00:00.000Z' },
        { field: 'screeningRisk', oldValue: 'LOW', newValue: 'HIGH' }
      ]
    })
  })

  test('tells readers which fields, and the steps that changed for them anew, without the risk', async () => {
    const { id } = await startScreened(liaisonDiversion)
    await correct(id, 2, { receivedAt: '2026-06-01T08:00:00Z', screeningRisk: 'HIGH' })

    const events = (await liaisonDiversion.events(id)).slice(2)
    expect(events.map(({ type, subject_version }) => [type.split('.')[1], subject_version])).toEqual([
      ['episode-corrected', 3],
      ['referral-received', 3]
    ])
    expect(events[0]?.payload).toMatchObject({ fields: ['receivedAt', 'screeningRisk'] })
    expect(events[1]?.occurred_at).toEqual(new Date('2026-06-01T08:00:00Z'))
    expect(JSON.stringify(events)).not.toContain('HIGH')
  })

  test.each([
    ['that changes nothing', { source: 'POLICE' }, 'Nothing would change'],
    ['of what was never recorded', { notSeenReason: 'UNFIT' }, 'was not recorded'],
    ['that puts the screening before the referral', { screenedAt: '2026-06-01T08:59:59Z' }, 'before the referral'],
    ['that puts the referral after the screening', { receivedAt: '2026-06-01T09:00:00.001Z' }, 'future'],
    ['without a reason', { source: 'SELF', reason: '' }, 'Say why']
  ])('refuses a correction %s, and writes nothing', async (_, changes, message) => {
    const { id } = await startScreened(liaisonDiversion)

    expect((await correct(id, 2, changes)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining(message) }])
    expect(await liaisonDiversion.events(id)).toHaveLength(2)
  })

  test('refuses a place that was not open then, and asks nothing of the place where that is not what is corrected', async () => {
    await tellFacility(liaisonDiversion, 'LAN9', 'CUSTODY_SUITE', '2026-06-01')
    const [{ id }, moved] = [await startScreened(liaisonDiversion), await startScreened(liaisonDiversion)]
    await liaisonDiversion.rows("update liaison_diversion.episode set facility_id = 'LAN9' where id = $1", moved.id)

    expect((await correct(id, 2, { facilityId: 'LAN9' })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('That custody suite closed on 1 June 2026') }
    ])
    expect((await correct(id, 2, { facilityId: 'LAN9', receivedAt: '2026-05-31T22:59:59Z' })).errors).toEqual([])
    expect((await correct(moved.id, 2, { receivedAt: '2026-06-01T08:00:00Z' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await correct(moved.id, 2, { source: 'SELF' })).errors).toEqual([])
  })

  test('corrects the times of the offer, the end of custody and the closing, and tells those steps anew', async () => {
    liaisonDiversion.at('2026-06-01T12:00:00Z')
    const { id } = await liaisonDiversion.start({ receivedAt: '2026-06-01T08:00:00Z' })
    const act = (mutation: string, expectedVersion: number, input: object) => liaisonDiversion.act(mutation, { episodeId: id, expectedVersion, ...input })
    await act('offerScreening', 1, {})
    await act('recordScreening', 2, { outcome: 'NO_NEED', risk: 'LOW' })
    await act('recordAssessment', 3, { assessedBy: 'Nurse', outcome: 'ADVICE_GIVEN' })
    await act('recordCustodyDisposal', 4, { disposal: 'BAILED' })
    liaisonDiversion.at('2026-06-01T14:00:00Z')
    await act('closeLiaisonDiversionEpisode', 5, { reason: 'COMPLETED' })
    const times = { screeningOfferedAt: '2026-06-01T11:00:00.000Z', custodyDisposalAt: '2026-06-01T11:30:00.000Z', closedAt: '2026-06-01T13:00:00.000Z' }

    expect((await correct(id, 6, times)).data?.correctLiaisonDiversionEpisode).toMatchObject({ ...times, version: 7 })
    expect((await liaisonDiversion.events(id)).slice(-3).map(({ type, occurred_at }) => [type.split('.')[1], occurred_at.toISOString()])).toEqual([
      ['screening-offered', times.screeningOfferedAt],
      ['custody-disposal-recorded', times.custodyDisposalAt],
      ['episode-closed', times.closedAt]
    ])
    expect((await correct(id, 7, { closedAt: '2026-06-01T11:59:59Z' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await correct(id, 7, { screeningOfferedAt: '2026-06-01T12:00:01Z' })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('before its offer') }
    ])
    expect((await correct(id, 7, { notSeenAt: '2026-06-01T12:00:01Z' })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('was not recorded') }
    ])
  })

  test('refuses a follow-up more than a year after the last contact, and asks nothing of one that stands so from before', async () => {
    const { id } = await startScreened(liaisonDiversion)
    const tooFar = [{ code: 'BAD_USER_INPUT', message: expect.stringContaining('more than a year after the contact') }]

    expect((await correct(id, 2, { followUpDueOn: '9999-12-31' })).errors).toMatchObject(tooFar)
    expect((await correct(id, 2, { followUpDueOn: '2027-06-02' })).errors).toMatchObject(tooFar)
    await liaisonDiversion.rows("update liaison_diversion.episode set follow_up_due_on = '9999-12-31' where id = $1", id)
    expect((await correct(id, 2, { source: 'SELF' })).errors).toEqual([])
    expect((await correct(id, 3, { followUpDueOn: '2027-06-01' })).errors).toEqual([])
  })

  test('refuses a closing before an assessment that stands', async () => {
    const { id } = await startScreened(liaisonDiversion)
    liaisonDiversion.at('2026-06-01T10:00:00Z')
    await liaisonDiversion.act('recordAssessment', { episodeId: id, assessedBy: 'Nurse', outcome: 'ADVICE_GIVEN', expectedVersion: 2 })
    liaisonDiversion.at('2026-06-01T11:00:00Z')
    await liaisonDiversion.act('closeLiaisonDiversionEpisode', { episodeId: id, reason: 'COMPLETED', expectedVersion: 3 })

    expect((await correct(id, 4, { closedAt: '2026-06-01T09:59:59Z' })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('took place after that time') }
    ])
    expect((await correct(id, 4, { closedAt: '2026-06-01T10:00:00Z' })).errors).toEqual([])
  })

  test('refuses to say that someone died before a contact that stands', async () => {
    const { id } = await startClosed(liaisonDiversion, 'DIED')
    await liaisonDiversion.act('recordContact', { episodeId: id, expectedVersion: 3, mechanism: 'VIDEO', attendance: 'ON_TIME', place: 'COURT' })
    liaisonDiversion.at('2026-06-02T09:00:00Z')

    expect((await correct(id, 4, { receivedAt: '2026-06-01T09:00:01Z' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await correct(id, 4, { closureReason: 'COMPLETED' })).data?.correctLiaisonDiversionEpisode).toMatchObject({ closureReason: 'COMPLETED' })
  })
})
