import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, reportRequest, startScreened, tellDeath } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
let episode: { id: string; recordId: string }
let contactId: string
beforeAll(async () => {
  liaisonDiversion = await openLiaisonDiversion()
  episode = await startScreened(liaisonDiversion)
  const met = { mechanism: 'TELEPHONE', attendance: 'ON_TIME', place: 'HOME', expectedVersion: 2 }
  const { data } = await liaisonDiversion.act('recordContact', { episodeId: episode.id, ...met })
  contactId = (await liaisonDiversion.rows<{ id: string }>('select id from liaison_diversion.contact where episode_id = $1', data?.recordContact.id))[0]
    ?.id as string
  await tellDeath(liaisonDiversion, episode.recordId, '2026-06-01')
  liaisonDiversion.at('2026-06-03T09:00:00Z')
})
afterAll(() => liaisonDiversion.close())

const act = (mutation: string, input: object) => liaisonDiversion.act(mutation, { episodeId: episode.id, expectedVersion: 3, ...input })
const correct = (input: object) => act('correctLiaisonDiversionEpisode', { reason: 'It was otherwise.', ...input })

describe('in an episode of somebody who has died', () => {
  test.each([
    ['an appropriate adult called', 'callAppropriateAdult', { reason: 'VULNERABLE_ADULT', who: 'SOCIAL_WORKER' }],
    ['a peer support worker assigned', 'assignPeerSupport', { subject: 'kim', employerId: 'charity' }],
    ['a court report asked for', 'requestCourtReport', reportRequest],
    ['a need identified', 'identifyNeeds', { needs: [{ needCode: 'housing' }] }]
  ])('no later is %s', async (_, mutation, input) => {
    expect((await act(mutation, input)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('died before then') }])
  })

  test('no follow-up is due after it, and nothing is moved past it', async () => {
    expect((await correct({ followUpDueOn: '2026-06-02' })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('died before the day of the next contact') }
    ])
    expect((await correct({ contacts: [{ id: contactId, contactAt: '2026-06-02T09:00:00Z' }] })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('died before then') }
    ])
  })

  test('what police and courts decide later may be true, and is taken', async () => {
    const disposed = await act('recordCustodyDisposal', { disposal: 'NO_FURTHER_ACTION' })
    const decided = await act('recordJusticeOutcome', { decidedBy: 'POLICE', code: '5', expectedVersion: 4 })

    expect([disposed.errors, decided.errors]).toEqual([[], []])
  })
})
