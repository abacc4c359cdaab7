import { randomUUID } from 'node:crypto'
import { room } from '@throughcare/liaison-diversion'
import { feedEvent, openFedRoom, type FedRoom } from '@throughcare/test/support/fed-room'
import { practitioner } from '@throughcare/test/support/personas'

const now = new Date('2026-06-01T09:00:00Z')

let liaisonDiversion: FedRoom
beforeAll(async () => void (liaisonDiversion = await openFedRoom(room, { clock: { now: () => now } })))
afterAll(() => liaisonDiversion.close())

const opened = (recordId: string) => ({
  type: 'people.record-access-changed',
  payload: { recordId, service: 'LIAISON_DIVERSION', grants: [{ audience: 'team:RW5/LIAISON_DIVERSION', level: 'read', reason: null, until: null }] }
})
const born = (recordId: string, birthDate: string) => ({ type: 'people.identity-recorded', payload: { recordId, service: 'LIAISON_DIVERSION', birthDate } })
const died = (recordId: string, diedOn: string | null) => ({ type: 'people.death-recorded', payload: { recordId, diedOn, source: 'test' } })
type Told = { type: string; payload: { recordId: string } }
const tellAt = (subjectVersion: number, ...events: Told[]) =>
  liaisonDiversion.publish(
    'people',
    ...events.map(({ type, payload }) => feedEvent({ type, recordId: payload.recordId, subjectId: payload.recordId, subjectVersion, payload }))
  )
let newest = 0
const tell = (...events: Told[]) => tellAt((newest += 1), ...events)

const referral = 'mutation ($input: ReceiveReferralInput!) { receiveReferral(input: $input) { id ageAtReferral } }'
const receive = (identityRecordId: string) => {
  const input = { identityRecordId, facilityId: 'LAN3', setting: 'POLICE_CUSTODY', source: 'POLICE', idempotencyKey: randomUUID() }
  return liaisonDiversion.ask(practitioner, referral, { input })
}

describe('what people tells of an identity record', () => {
  test('makes it known once both who may read it and the date of birth came', async () => {
    const recordId = randomUUID()
    await tell(opened(recordId))
    expect((await receive(recordId)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    await tell(born(recordId, '2010-06-02'))

    expect((await receive(recordId)).data?.receiveReferral).toMatchObject({ ageAtReferral: 15 })
  })

  test('is corrected in the episodes that stand; of two tellings the last holds', async () => {
    const recordId = randomUUID()
    await tell(opened(recordId), born(recordId, '1990-01-01'))
    const { data } = await receive(recordId)
    await tell(born(recordId, '1991-01-01'), born(recordId, '1992-01-01'))

    const { data: read } = await liaisonDiversion.ask(practitioner, 'query ($id: ID!) { liaisonDiversionEpisode(id: $id) { ageAtReferral version } }', {
      id: data?.receiveReferral.id
    })
    expect(read?.liaisonDiversionEpisode).toEqual({ ageAtReferral: 34, version: 1 })
  })

  test('refuses an alert from after the death, and takes it once the death was told to be an error', async () => {
    const recordId = randomUUID()
    await tell(opened(recordId), born(recordId, '1990-01-01'), died(recordId, '2026-05-31'))
    expect((await receive(recordId)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('died before the alert') }])
    await tell(died(recordId, null))

    expect((await receive(recordId)).errors).toEqual([])
  })

  test('stops the clocks of an episode at the death: nothing is done with the person after it, until the death was told to be an error', async () => {
    const recordId = randomUUID()
    await tell(opened(recordId), born(recordId, '1990-01-01'))
    const { id: episodeId } = (await receive(recordId)).data?.receiveReferral
    const contact = 'mutation ($input: RecordContactInput!) { recordContact(input: $input) { version } }'
    const meet = () => {
      const input = { episodeId, mechanism: 'TELEPHONE', attendance: 'DID_NOT_ATTEND', place: 'HOME', expectedVersion: 1, idempotencyKey: randomUUID() }
      return liaisonDiversion.ask(practitioner, contact, { input })
    }
    const unseen = async () => {
      const { data } = await liaisonDiversion.ask(practitioner, '{ liaisonDiversionWorklist(list: IN_CUSTODY_UNSEEN, first: 100) { edges { node { id } } } }')
      return data?.liaisonDiversionWorklist.edges.map(({ node }: { node: { id: string } }) => node.id)
    }
    expect(await unseen()).toContain(episodeId)

    await tell(died(recordId, '2026-05-31'))
    expect((await meet()).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('died before then') }])
    expect(await unseen()).not.toContain(episodeId)

    await tell(died(recordId, null))
    expect(await unseen()).toContain(episodeId)
    expect((await meet()).errors).toEqual([])
  })

  test('that is older than what stands is passed over, across pages, each kind by itself', async () => {
    const recordId = randomUUID()
    const decided = (decision: string) => [{ purpose: 'SHARE_COURT', decision, decidedAt: '2026-06-01T08:00:00.000Z', until: null, override: null }]
    const stands = (decision: string) => ({ type: 'people.consent-positions-changed', payload: { recordId, positions: decided(decision) } })
    await tell(opened(recordId))
    await tellAt(3, born(recordId, '1990-01-01'))
    const { data } = await receive(recordId)
    await tellAt(9, stands('WITHDRAWN'))
    await tellAt(5, died(recordId, '2026-06-01'))

    await tellAt(2, born(recordId, '1980-01-01'), stands('GIVEN'), died(recordId, null))

    const query = `select born_on::text, died_on::text, positions->0->>'decision' as decision from liaison_diversion.known_record where record_id = $1`
    expect(await liaisonDiversion.rows(query, recordId)).toEqual([{ born_on: '1990-01-01', died_on: '2026-06-01', decision: 'WITHDRAWN' }])
    expect(await liaisonDiversion.rows('select born_on::text, died_on::text from liaison_diversion.episode where id = $1', data?.receiveReferral.id)).toEqual([
      { born_on: '1990-01-01', died_on: '2026-06-01' }
    ])
  })

  test('where the person stands on sharing, it replaces whole', async () => {
    const recordId = randomUUID()
    const position = { purpose: 'SHARE_COURT', decision: 'GIVEN', decidedAt: '2026-06-01T08:00:00.000Z', until: null, override: null }
    const told = (positions: object[]) => ({ type: 'people.consent-positions-changed', payload: { recordId, positions } })
    const positions = async () =>
      (await liaisonDiversion.rows('select positions, born_on::text from liaison_diversion.known_record where record_id = $1', recordId))[0]
    await tell(born(recordId, '1990-01-01'), told([position, { ...position, purpose: 'SHARE_POLICE' }]))
    await tell(told([{ ...position, decision: 'WITHDRAWN' }]))

    expect(await positions()).toEqual({ born_on: '1990-01-01', positions: [{ ...position, decision: 'WITHDRAWN' }] })
  })
})

test('while the room is behind on what people says, nothing is shared on consent', async () => {
  const deaf = await openFedRoom(room, { clock: { now: () => now }, isDeaf: true })
  const [recordId, episodeId] = [randomUUID(), randomUUID()]
  await deaf.rows(
    `insert into liaison_diversion.episode (id, record_id, organisation, service, retention_class, recorded_by, facility_id, setting, source, received_at)
     values ($1, $2, 'RW5', 'LIAISON_DIVERSION', 'x', 'x', 'LAN3', 'POLICE_CUSTODY', 'POLICE', $3)`,
    ...[episodeId, recordId, now]
  )
  const share = 'mutation ($input: ShareInformationInput!) { shareInformation(input: $input) { version } }'
  const input = { episodeId, recipient: 'POLICE', purpose: 'CHARGING', contents: 'x', expectedVersion: 1, idempotencyKey: randomUUID() }

  const { errors } = await deaf.ask(practitioner, share, { input })

  expect(errors).toMatchObject([{ code: 'UNAVAILABLE', message: expect.stringContaining('cannot be known') }])
  await deaf.close()
})
