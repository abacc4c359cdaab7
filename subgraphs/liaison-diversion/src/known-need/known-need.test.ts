import { room } from '@throughcare/liaison-diversion'
import { feedEvent, openFedRoom, type FedRoom } from '@throughcare/test/support/fed-room'
import { makeKnown } from '@throughcare/test/support/known-record'
import { practitioner } from '@throughcare/test/support/personas'

let liaisonDiversion: FedRoom
beforeAll(async () => void (liaisonDiversion = await openFedRoom(room, { clock: { now: () => new Date('2026-06-01T09:00:00Z') } })))
afterAll(() => liaisonDiversion.close())

const told = (needCode: string) => feedEvent({ type: 'directory.need-recorded', subjectId: needCode, payload: { needCode } })
const ask = async (mutation: string, input: object, fields = 'id') => {
  const document = `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { ${fields} } }`
  const { data, errors } = await liaisonDiversion.ask(practitioner, document, { input: { idempotencyKey: crypto.randomUUID(), ...input } })
  return { episode: data?.[mutation], errors }
}

test('only needs of the taxonomy are written down, by their codes, once directory has told of it', async () => {
  const identityRecordId = await makeKnown(liaisonDiversion, 'liaison_diversion', { service: 'LIAISON_DIVERSION' })
  const { episode } = await ask('receiveReferral', { identityRecordId, facilityId: 'LAN3', setting: 'POLICE_CUSTODY', source: 'POLICE' })
  const episodeId = episode.id
  await ask('recordScreening', { episodeId, outcome: 'NEEDS_IDENTIFIED', risk: 'LOW', expectedVersion: 1 })
  const identify = (needCode: string, expectedVersion: number) => ask('identifyNeeds', { episodeId, needs: [{ needCode }], expectedVersion }, 'needs { id }')
  expect((await identify('before-it-was-told', 2)).errors).toEqual([])

  await liaisonDiversion.publish('directory', told('housing'), told('alcohol'))
  await liaisonDiversion.publish('directory', told('housing'))

  const refused = [{ code: 'BAD_USER_INPUT', message: expect.stringContaining('no such need in the need taxonomy') }]
  expect((await identify('castles', 3)).errors).toMatchObject(refused)
  const found = await identify('housing', 3)
  expect(found.errors).toEqual([])
  const correct = (needCode: string) =>
    ask('correctLiaisonDiversionEpisode', { episodeId, reason: 'The wrong box.', needs: [{ id: found.episode.needs[1].id, needCode }], expectedVersion: 4 })
  expect((await correct('castles')).errors).toMatchObject(refused)
  expect((await correct('alcohol')).errors).toEqual([])
})
