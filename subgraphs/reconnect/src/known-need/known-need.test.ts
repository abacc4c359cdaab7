import { room } from '@throughcare/reconnect'
import { feedEvent, openFedRoom, type FedRoom } from '@throughcare/test/support/fed-room'
import { makeKnown } from '@throughcare/test/support/known-record'
import { navigator } from '@throughcare/test/support/personas'

let reconnect: FedRoom
beforeAll(async () => void (reconnect = await openFedRoom(room, { clock: { now: () => new Date('2026-06-01T09:00:00Z') } })))
afterAll(() => reconnect.close())

const told = (needCode: string) => feedEvent({ type: 'directory.need-recorded', subjectId: needCode, payload: { needCode } })
const ask = async (mutation: string, input: object) => {
  const document = `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { id version } }`
  const { data, errors } = await reconnect.ask(navigator, document, { input: { idempotencyKey: crypto.randomUUID(), ...input } })
  return { episode: data?.[mutation], errors }
}

/** The verbs that name a need, each asked with a code. */
const naming: [mutation: string, given: (needCode: string) => object][] = [
  ['assessReconnectNeeds', (needCode) => ({ needs: [{ needCode, pathway: 'HEALTH' }] })],
  ['setGoal', (needCode) => ({ needCode })],
  ['makeReconnectPlan', (needCode) => ({ needCodes: [needCode] })]
]

test('only needs of the taxonomy are written down, by their codes, once directory has told of it; before that any is', async () => {
  const identityRecordId = await makeKnown(reconnect, 'reconnect', { service: 'RECONNECT' })
  const { episode } = await ask('referToReconnect', { identityRecordId, facilityId: 'PNI', source: 'SELF' })
  await ask('acceptReconnectReferral', { episodeId: episode.id, expectedVersion: 1 })
  let version = 2
  const name = async (mutation: string, given: object) => {
    const { errors, ...answer } = await ask(mutation, { episodeId: episode.id, expectedVersion: version, ...given })
    version = answer.episode?.version ?? version
    return errors
  }
  for (const [mutation, given] of naming) expect([mutation, await name(mutation, given('before-it-was-told'))]).toEqual([mutation, []])

  await reconnect.publish('directory', told('housing'), told('alcohol'))
  await reconnect.publish('directory', told('housing'))

  const refused = [{ code: 'BAD_USER_INPUT', message: expect.stringContaining('no such need in the need taxonomy') }]
  for (const [mutation, given] of naming) expect([mutation, await name(mutation, given('castles'))]).toEqual([mutation, refused])
  for (const [mutation, given] of naming) expect([mutation, await name(mutation, given('housing'))]).toEqual([mutation, []])
})

test('a plan keeps the goals that stand, whatever their needs are called, and is made again', async () => {
  const identityRecordId = await makeKnown(reconnect, 'reconnect', { service: 'RECONNECT' })
  await reconnect.rows('delete from reconnect.known_need')
  const { episode } = await ask('referToReconnect', { identityRecordId, facilityId: 'PNI', source: 'SELF' })
  const act = (mutation: string, expectedVersion: number, given: object) => ask(mutation, { episodeId: episode.id, expectedVersion, ...given })
  await act('acceptReconnectReferral', 1, {})
  await act('assessReconnectNeeds', 2, { needs: [] })
  await act('setGoal', 3, { needCode: 'before-it-was-told' })
  await reconnect.publish('directory', told('housing'))

  expect((await act('makeReconnectPlan', 4, { needCodes: ['before-it-was-told', 'housing'] })).errors).toEqual([])
})
