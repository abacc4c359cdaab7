import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startScreened, startWithNeed } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
beforeEach(() => liaisonDiversion.at('2026-06-01T12:00:00Z'))
afterAll(() => liaisonDiversion.close())

const versionOf = async (id: string) =>
  (await liaisonDiversion.rows<{ version: number }>('select version from liaison_diversion.episode where id = $1', id))[0]?.version ?? 0

async function act(id: string, mutation: string, input: object) {
  const { data, errors } = await liaisonDiversion.act(mutation, { episodeId: id, expectedVersion: await versionOf(id), ...input })
  return { episode: data?.[mutation], errors }
}
const correct = (id: string, changes: object) => act(id, 'correctLiaisonDiversionEpisode', { reason: 'It was of somebody else.', ...changes })
const takeBack = (id: string, ...recordedInError: string[]) => correct(id, { recordedInError })
const last = async (id: string) => (await liaisonDiversion.events(id)).at(-1)
const refused = (message: string) => [{ code: 'BAD_USER_INPUT', message: expect.stringContaining(message) }]

describe('a step that was recorded in error', () => {
  test('a screening is taken back: the episode waits to be seen again, and is screened again', async () => {
    const { id } = await startScreened(liaisonDiversion)

    const { episode } = await takeBack(id, 'SCREENING')

    expect(episode).toMatchObject({ state: 'REFERRED', screening: null })
    expect(episode.history.at(-1).corrections).toEqual([
      { field: 'screenedAt', oldValue: '2026-06-01T12:00:00.000Z', newValue: null },
      { field: 'screeningOutcome', oldValue: 'NEEDS_IDENTIFIED', newValue: null },
      { field: 'screeningRisk', oldValue: 'LOW', newValue: null }
    ])
    expect(await last(id)).toMatchObject({ type: 'liaison-diversion.step-withdrawn', payload: { step: 'screening-recorded', partId: null } })
    expect((await takeBack(id, 'SCREENING')).errors).toMatchObject(refused('Nothing would change'))
    expect((await act(id, 'recordScreening', { outcome: 'NO_NEED', risk: 'LOW' })).errors).toEqual([])
  })

  test('a screening is not taken back while a need, an assessment or a closing follows from it', async () => {
    const { id, needId } = await startWithNeed(liaisonDiversion)
    expect((await takeBack(id, 'SCREENING')).errors).toMatchObject(refused('A need that is recorded would not go with that'))
    await correct(id, { needs: [{ id: needId, isRecordedInError: true }] })
    const { episode } = await act(id, 'recordAssessment', { assessedBy: 'Nurse', outcome: 'ADVICE_GIVEN' })
    expect((await takeBack(id, 'SCREENING')).errors).toHaveLength(1)
    await correct(id, { assessments: [{ id: episode.assessments[0].id, isRecordedInError: true }] })
    await act(id, 'closeLiaisonDiversionEpisode', { reason: 'COMPLETED' })
    expect((await takeBack(id, 'SCREENING')).errors).toMatchObject(refused('Reopen it, then take that back'))
    await act(id, 'reopenLiaisonDiversionEpisode', { reason: 'It was closed too early.' })
    expect((await takeBack(id, 'SCREENING')).errors).toEqual([])
  })

  test('that somebody was not seen is taken back, and they are screened; an offer is not while they declined it', async () => {
    const { id } = await liaisonDiversion.start()
    await act(id, 'recordNotSeen', { reason: 'DECLINED' })

    expect((await takeBack(id, 'SCREENING_OFFER')).errors).toMatchObject(refused('declined'))
    expect((await takeBack(id, 'NOT_SEEN')).episode).toMatchObject({ state: 'OFFERED', notSeenReason: null })
    expect((await takeBack(id, 'SCREENING_OFFER')).episode).toMatchObject({ state: 'REFERRED' })
    expect(await last(id)).toMatchObject({ payload: { step: 'screening-offered' } })
    expect((await act(id, 'recordScreening', { outcome: 'NO_NEED', risk: 'LOW' })).errors).toEqual([])
  })

  test('each outcome of diversion is taken back by itself, and moved, not before what it follows', async () => {
    const { id } = await startScreened(liaisonDiversion)
    await act(id, 'recordDiversion', { outcome: 'SUPPORTED_WITHIN_JUSTICE' })
    liaisonDiversion.at('2026-06-02T12:00:00Z')
    await act(id, 'recordDiversion', { outcome: 'DIVERTED_OUT_OF_JUSTICE' })
    const told = (await last(id))?.payload.diversionId

    expect((await correct(id, { divertedOutOfJusticeAt: '2026-06-01T11:59:59Z' })).errors).toMatchObject(refused('The diversion lies before the referral'))
    expect((await takeBack(id, 'SCREENING')).errors).toMatchObject(refused('follows the screening'))
    expect((await correct(id, { notDivertedAt: '2026-06-02T12:00:00Z' })).errors).toMatchObject(refused('was not recorded'))
    expect((await correct(id, { divertedOutOfJusticeAt: '2026-06-02T11:00:00Z' })).episode).toMatchObject({ outcome: 'DIVERTED_OUT_OF_JUSTICE' })
    expect(await last(id)).toMatchObject({ type: 'liaison-diversion.diversion-recorded', payload: { diversionId: told } })
    expect((await correct(id, { screenedAt: '2026-06-01T12:00:01Z' })).errors).toMatchObject(refused('lies before the screening'))

    expect((await takeBack(id, 'DIVERTED_OUT_OF_JUSTICE')).episode).toMatchObject({
      ...{ outcome: 'SUPPORTED_WITHIN_JUSTICE', divertedOutOfJusticeAt: null, supportedWithinJusticeAt: '2026-06-01T12:00:00.000Z' }
    })
    expect(await last(id)).toMatchObject({ payload: { step: 'diversion-recorded', partId: told } })
  })

  test('the end of custody and the clock are taken back, so that a wrong setting can be put right', async () => {
    const { id } = await liaisonDiversion.start({ custodyClockStartedAt: '2026-06-01T11:00:00Z' })
    await act(id, 'recordCustodyDisposal', { disposal: 'BAILED' })

    expect((await correct(id, { setting: 'MAGISTRATES_COURT' })).errors).toMatchObject(refused('custody clock'))
    const { episode } = await correct(id, { setting: 'MAGISTRATES_COURT', recordedInError: ['CUSTODY_CLOCK', 'CUSTODY_DISPOSAL'] })

    expect(episode).toMatchObject({ setting: 'MAGISTRATES_COURT', custodyClockStartedAt: null, custodyDisposal: null })
    expect(await last(id)).toMatchObject({ payload: { step: 'custody-disposal-recorded' } })
  })

  test('a child’s circumstances are corrected one by one, and taken back whole', async () => {
    const { id } = await liaisonDiversion.start({}, { birthDate: '2012-01-01' })
    expect((await correct(id, { isLookedAfter: 'YES' })).errors).toMatchObject(refused('was not recorded'))
    await act(id, 'recordChildCircumstances', { isLookedAfter: 'NO', childProtectionPlan: 'NEVER', isYouthCourtCase: 'NO' })

    expect((await correct(id, { isLookedAfter: 'YES' })).episode).toMatchObject({ childCircumstances: { isLookedAfter: 'YES', childProtectionPlan: 'NEVER' } })
    expect((await last(id))?.payload).not.toHaveProperty('isLookedAfter')
    expect((await takeBack(id, 'CHILD_CIRCUMSTANCES')).episode).toMatchObject({ childCircumstances: null })
  })

  test('the day of the next contact is corrected from the last contact on, and taken back', async () => {
    const { id } = await liaisonDiversion.start()
    await act(id, 'recordContact', { mechanism: 'VIDEO', attendance: 'ON_TIME', place: 'COURT', followUpDueOn: '2026-06-08' })

    expect((await correct(id, { followUpDueOn: '2026-05-31' })).errors).toMatchObject(refused('before the contact itself'))
    expect((await correct(id, { followUpDueOn: '2026-06-01' })).episode).toMatchObject({ followUpDueOn: '2026-06-01' })
    expect((await takeBack(id, 'FOLLOW_UP')).episode).toMatchObject({ followUpDueOn: null })
    expect((await correct(id, { followUpDueOn: '2026-06-09', recordedInError: ['FOLLOW_UP'] })).errors).toMatchObject(refused('whole'))
  })

  test('taking back or moving the last contact wants a word on when the next is due; any other contact does not', async () => {
    liaisonDiversion.at('2026-06-03T09:00:00Z')
    const { id } = await liaisonDiversion.start({ receivedAt: '2026-06-01T09:00:00Z' })
    const meet = (contactAt: string, agreed: object = {}) =>
      act(id, 'recordContact', { mechanism: 'VIDEO', attendance: 'ON_TIME', place: 'COURT', contactAt, ...agreed })
    for (const [day, due] of [
      ['01', '04'],
      ['02', '05'],
      ['03', '08']
    ])
      await meet(`2026-06-${day}T09:00:00Z`, { followUpDueOn: `2026-06-${due}` })
    const [first, second, third] = (await liaisonDiversion.rows('select id from liaison_diversion.contact where episode_id = $1 order by contact_at', id)) as {
      id: string
    }[]
    const inError = { id: third?.id, isRecordedInError: true }

    expect((await correct(id, { contacts: [inError] })).errors).toMatchObject(refused('the last contact would be another'))
    expect((await correct(id, { contacts: [{ id: third?.id, contactAt: '2026-06-01T10:00:00Z' }] })).errors).toMatchObject(
      refused('the last contact would be another')
    )
    expect((await correct(id, { contacts: [{ id: third?.id, contactAt: '2026-06-02T10:00:00Z' }] })).episode).toMatchObject({ followUpDueOn: '2026-06-08' })
    liaisonDiversion.at('2026-06-11T09:00:00Z')
    const moved = { contacts: [{ id: third?.id, contactAt: '2026-06-09T10:00:00Z' }] }
    expect((await correct(id, moved)).errors).toMatchObject(refused('before the contact itself'))
    expect((await correct(id, { ...moved, followUpDueOn: '2026-06-08' })).errors).toMatchObject(refused('before the contact itself'))
    expect((await correct(id, { contacts: [{ id: first?.id, isRecordedInError: true }] })).episode).toMatchObject({ followUpDueOn: '2026-06-08' })
    expect((await correct(id, { contacts: [inError], followUpDueOn: '2026-06-05' })).episode).toMatchObject({ followUpDueOn: '2026-06-05' })
    expect((await correct(id, { contacts: [{ id: second?.id, isRecordedInError: true }], recordedInError: ['FOLLOW_UP'] })).episode).toMatchObject({
      followUpDueOn: null
    })
  })

  test('that somebody was not seen is not moved past the closing', async () => {
    const { id } = await liaisonDiversion.start({ receivedAt: '2026-06-01T09:00:00Z' })
    await act(id, 'recordNotSeen', { reason: 'UNFIT', notSeenAt: '2026-06-01T10:00:00Z' })
    await act(id, 'closeLiaisonDiversionEpisode', { reason: 'NOT_SEEN', closedAt: '2026-06-01T11:00:00Z' })

    expect((await correct(id, { notSeenAt: '2026-06-01T11:00:00.001Z' })).errors).toMatchObject(refused('took place after that time'))
    expect((await correct(id, { notSeenAt: '2026-06-01T11:00:00Z' })).errors).toEqual([])
  })
})
