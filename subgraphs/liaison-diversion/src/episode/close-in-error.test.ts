import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startAssigned, startWithNeed, tellReferral } from '@throughcare/test/support/liaison-diversion'
import { persona, practitioner } from '@throughcare/test/support/personas'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
beforeEach(() => liaisonDiversion.at('2026-06-01T09:00:00Z'))
afterAll(() => liaisonDiversion.close())

const act = (id: string, expectedVersion: number, mutation: string, input: object) =>
  liaisonDiversion.act(mutation, { episodeId: id, expectedVersion, ...input })
const closeInError = (id: string, expectedVersion: number) => act(id, expectedVersion, 'closeLiaisonDiversionEpisode', { reason: 'RECORDED_IN_ERROR' })
const refused = (message: string) => [{ code: 'BAD_USER_INPUT', message: expect.stringContaining(message) }]
const call = { mechanism: 'TELEPHONE', attendance: 'ON_TIME', place: 'HOME' }

describe('an episode that was recorded in error', () => {
  test('is closed as such before anybody was seen, and readers are told that there was no referral', async () => {
    const { id } = await liaisonDiversion.start()

    expect((await closeInError(id, 1)).data?.closeLiaisonDiversionEpisode).toMatchObject({ state: 'CLOSED', closureReason: 'RECORDED_IN_ERROR' })
    expect((await liaisonDiversion.events(id)).slice(1)).toMatchObject([
      { type: 'liaison-diversion.episode-closed', subject_version: 2 },
      { type: 'liaison-diversion.step-withdrawn', subject_version: 2, payload: { step: 'referral-received', partId: null } }
    ])
  })

  test('lacks nothing that reports need', async () => {
    const { id } = await liaisonDiversion.start()
    await closeInError(id, 1)

    const { data } = await liaisonDiversion.ask(practitioner, '{ liaisonDiversionWorklist(list: DATA_QUALITY, first: 100) { edges { node { id } } } }')

    expect(data?.liaisonDiversionWorklist.edges.map(({ node }: { node: { id: string } }) => node.id)).not.toContain(id)
  })

  test('has no needs left that somebody would count', async () => {
    const { id, needId, version } = await startWithNeed(liaisonDiversion)

    expect((await closeInError(id, version)).errors).toMatchObject(refused('Take them back'))
    const input = { reason: 'Of somebody else.', needs: [{ id: needId, isRecordedInError: true }] }
    expect((await act(id, version, 'correctLiaisonDiversionEpisode', input)).errors).toEqual([])
    expect((await closeInError(id, version + 1)).errors).toEqual([])
  })

  test('has no onward referral left that a service would go on with', async () => {
    const episode = await liaisonDiversion.start()
    await tellReferral(liaisonDiversion, episode, 'housing', true)
    const referralId = await tellReferral(liaisonDiversion, episode, 'housing')

    expect((await closeInError(episode.id, 1)).errors).toMatchObject(refused('Take it back first'))
    await liaisonDiversion.rows('update liaison_diversion.onward_referral set failed_at = now() where id = $1', referralId)
    expect((await closeInError(episode.id, 1)).errors).toEqual([])
  })

  test.each([
    ['recordContact', { ...call, contactAt: '2026-06-01T09:00:00Z' }],
    ['recordDiversion', { outcome: 'NOT_DIVERTED' }],
    ['recordJusticeOutcome', { decidedBy: 'POLICE', code: '8' }],
    ['correctLiaisonDiversionEpisode', { reason: 'It is right.', closureReason: 'NOT_SEEN' }]
  ])('takes no %s any more, until it is opened again', async (mutation, input) => {
    const { id } = await liaisonDiversion.start()
    await closeInError(id, 1)

    expect((await act(id, 2, mutation, input)).errors).toMatchObject(refused('recorded in error'))
    expect((await act(id, 2, 'reopenLiaisonDiversionEpisode', { reason: 'It was right.' })).errors).toEqual([])
    expect((await liaisonDiversion.events(id)).slice(-2)).toMatchObject([
      { type: 'liaison-diversion.episode-reopened', subject_version: 3 },
      { type: 'liaison-diversion.referral-received', subject_version: 3 }
    ])
    if (mutation !== 'correctLiaisonDiversionEpisode') expect((await act(id, 3, mutation, input)).errors).toEqual([])
  })

  test('takes no contact of a peer support worker either, and their assignment is ended', async () => {
    const { id, assignmentId, version } = await startAssigned(liaisonDiversion)
    await closeInError(id, version)

    const peer = persona('ld-peer-support-worker')
    expect((await liaisonDiversion.act('recordPeerSupportContact', { episodeId: id, ...call }, peer)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await act(id, version + 1, 'endPeerSupport', { assignmentId })).errors).toMatchObject(refused('ended already'))
  })

  test('is not made of a closed one by correcting why it was closed', async () => {
    const { id } = await liaisonDiversion.start()
    await act(id, 1, 'recordNotSeen', { reason: 'UNFIT' })
    await act(id, 2, 'closeLiaisonDiversionEpisode', { reason: 'NOT_SEEN' })

    const input = { reason: 'It was of somebody else.', closureReason: 'RECORDED_IN_ERROR' }
    expect((await act(id, 3, 'correctLiaisonDiversionEpisode', input)).errors).toMatchObject(refused('Reopen the episode first'))
  })
})
