import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { persona } from '@throughcare/test/support/personas'
import { openCorrections, openReconnect, startAccepted, startAssigned, startClosed, startWithNeed, tellReferral } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
let corrections: ReturnType<typeof openCorrections>
beforeAll(async () => {
  reconnect = await openReconnect()
  corrections = openCorrections(reconnect)
})
beforeEach(() => reconnect.at('2026-06-01T09:00:00Z'))
afterAll(() => reconnect.close())

const act = (id: string, expectedVersion: number, mutation: string, input: object) => reconnect.act(mutation, { episodeId: id, expectedVersion, ...input })
const closeInError = (id: string, expectedVersion: number) => act(id, expectedVersion, 'closeReconnectEpisode', { reason: 'RECORDED_IN_ERROR' })
const refused = (message: string) => [{ code: 'BAD_USER_INPUT', message: expect.stringContaining(message) }]
const call = { mechanism: 'TELEPHONE', attendance: 'ON_TIME' }

describe('an episode that was recorded in error', () => {
  test.each([
    ['before anybody decided on the referral', async () => reconnect.start()],
    ['after the acceptance', async () => startAccepted(reconnect)],
    [
      'after it was declined',
      async () => {
        const episode = await reconnect.start()
        await act(episode.id, 1, 'declineReconnectReferral', { reason: 'PERSON_DECLINED' })
        return { ...episode, version: 2 }
      }
    ]
  ])('is closed as such %s, and readers are told that there was no referral', async (_, begin) => {
    const { id, version } = await begin()

    expect((await closeInError(id, version)).data?.closeReconnectEpisode).toMatchObject({ phase: 'CLOSED', closureReason: 'RECORDED_IN_ERROR' })
    expect((await reconnect.events(id)).slice(-2)).toMatchObject([
      { type: 'reconnect.episode-closed', subject_version: version + 1 },
      { type: 'reconnect.step-withdrawn', subject_version: version + 1, payload: { step: 'referral-received', partId: null } }
    ])
  })

  test('is closed no earlier than its referral, and not in the future', async () => {
    const { id } = await reconnect.start()
    const close = async (closedAt: string) => (await act(id, 1, 'closeReconnectEpisode', { reason: 'RECORDED_IN_ERROR', closedAt })).errors

    expect(await close('2026-06-01T08:59:59.999Z')).toMatchObject(refused('before the referral'))
    expect(await close('2026-06-01T09:00:00.001Z')).toMatchObject(refused('in the future'))
    expect(await close('2026-06-01T09:00:00Z')).toEqual([])
  })

  test('has no needs left that somebody would count, and no onward referral that a service would go on with', async () => {
    const { id, needId, version } = await startWithNeed(reconnect)
    expect((await closeInError(id, version)).errors).toMatchObject(refused('Take them back'))
    expect((await corrections.correct(id, { needs: [{ id: needId, isRecordedInError: true }] })).errors).toEqual([])
    const [{ record_id: recordId }] = (await reconnect.rows('select record_id from reconnect.episode where id = $1', id)) as [{ record_id: string }]
    const referralId = await tellReferral(reconnect, { id, recordId } as never, 'housing')

    expect((await closeInError(id, version + 1)).errors).toMatchObject(refused('Take it back first as made by mistake'))
    await reconnect.rows('update reconnect.onward_referral set failed_at = now() where id = $1', referralId)
    expect((await closeInError(id, version + 1)).errors).toEqual([])
  })

  test.each([
    ['recordReconnectContact', call],
    ['setGoal', { needCode: 'housing' }],
    ['recordRelease', { releasedOn: '2026-06-01' }],
    ['correctReconnectEpisode', { reason: 'It is right.', source: 'SELF' }]
  ])('takes no %s any more, until it is opened again', async (mutation, input) => {
    const { id, version } = await startAccepted(reconnect)
    await closeInError(id, version)

    expect((await act(id, version + 1, mutation, input)).errors).toMatchObject(refused('recorded in error'))
    expect((await act(id, version + 1, 'reopenReconnectEpisode', { reason: 'It was right.' })).errors).toEqual([])
    expect((await reconnect.events(id)).slice(-2)).toMatchObject([
      { type: 'reconnect.episode-reopened', subject_version: version + 2 },
      { type: 'reconnect.referral-received', subject_version: version + 2 }
    ])
    expect((await act(id, version + 2, mutation, input)).errors).toEqual([])
  })

  test('takes no contact of a peer support worker either, and their assignment is ended', async () => {
    const { id, assignmentId, version } = await startAssigned(reconnect)
    await closeInError(id, version)

    const peer = persona('reconnect-peer-support-worker')
    expect((await reconnect.act('recordReconnectPeerSupportContact', { episodeId: id, ...call }, peer)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await act(id, version + 1, 'endReconnectPeerSupport', { assignmentId, outcome: 'OTHER' })).errors).toMatchObject(refused('ended already'))
  })

  test('is not made of a closed one by correcting why it was closed', async () => {
    const { id } = await startClosed(reconnect)

    expect((await corrections.correct(id, { closureReason: 'RECORDED_IN_ERROR' })).errors).toMatchObject(refused('Reopen the episode first'))
  })
})

test('whoever changes an episode from an old reading is told what was done since', async () => {
  const { id, version } = await startAccepted(reconnect)
  await act(id, version, 'setGoal', { needCode: 'housing' })

  expect((await act(id, version, 'setGoal', { needCode: 'alcohol' })).errors).toMatchObject([
    { code: 'CONFLICT', message: expect.stringContaining('Done since: set goal.') }
  ])
})
