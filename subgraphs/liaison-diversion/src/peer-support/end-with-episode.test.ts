import { room } from '@throughcare/liaison-diversion'
import { openEpisodeImports, type EpisodeImports } from '@throughcare/test/support/episode-imports'
import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startAssigned } from '@throughcare/test/support/liaison-diversion'
import { persona } from '@throughcare/test/support/personas'

const first = { setting: 'POLICE_CUSTODY', facility: 'LAN3', source: 'POLICE', received_at: '2026-05-01T09:00:00Z' }
let liaisonDiversion: EpisodeRoom
let imports: EpisodeImports
beforeAll(async () => {
  liaisonDiversion = await openLiaisonDiversion()
  imports = await openEpisodeImports(liaisonDiversion, room, { service: 'LIAISON_DIVERSION', first })
})
beforeEach(() => imports.at('2026-06-01T09:00:00Z'))
afterAll(() => imports.close())

const { subject, organisation: employerId } = persona('ld-peer-support-worker')
const assignments = (id: string) => liaisonDiversion.rows('select ended_at from liaison_diversion.peer_assignment where episode_id = $1', id)
const ended = [{ ended_at: new Date('2026-06-01T09:00:00Z') }]
const lastOf = async (id: string) => (await liaisonDiversion.events(id)).slice(-2).map(({ type }) => type)
const told = ['liaison-diversion.episode-closed', 'liaison-diversion.peer-support-ended']

test('the closing of an episode ends its peer support: people hears it, and shuts the records to the worker', async () => {
  const { id, version } = await startAssigned(liaisonDiversion)
  await liaisonDiversion.act('recordNotSeen', { episodeId: id, expectedVersion: version, reason: 'UNFIT' })

  const { errors } = await liaisonDiversion.act('closeLiaisonDiversionEpisode', { episodeId: id, expectedVersion: version + 1, reason: 'NOT_SEEN' })

  expect(errors).toEqual([])
  expect(await assignments(id)).toEqual(ended)
  expect(await lastOf(id)).toEqual(told)
})

test('so does a closing that a file tells of an episode in which staff assigned somebody', async () => {
  const row = await imports.row({ not_seen_reason: 'UNFIT', not_seen_at: '2026-05-01T10:00:00Z' })
  expect((await imports.take(row)).rejected).toEqual([])
  await imports.staff(row, 'assignPeerSupport', { subject, employerId })

  expect((await imports.take({ ...row, closed_at: '2026-05-20T09:00:00Z', closure_reason: 'NOT_SEEN' })).rejected).toEqual([])

  const { id } = await imports.standing(row)
  expect(await assignments(id)).toEqual(ended)
  expect(await lastOf(id)).toEqual(told)
})
