import type { Principal } from '@throughcare/kit/principal'
import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { makeKnown } from '@throughcare/test/support/known-record'
import { openLiaisonDiversion, startAssigned } from '@throughcare/test/support/liaison-diversion'
import { persona, practitioner, stranger } from '@throughcare/test/support/personas'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const call = { mechanism: 'FACE_TO_FACE', attendance: 'ON_TIME', place: 'HOME' }

/** The contacts of an episode, and what was corrected in it, as a caller reads them. */
async function read(principal: Principal, id: string) {
  const fields = 'version contacts { id place recordedBy isPeerSupport } history { corrections { field oldValue newValue } }'
  const { data, errors } = await liaisonDiversion.ask(principal, `query ($id: ID!) { liaisonDiversionEpisode(id: $id) { ${fields} } }`, { id })
  expect(errors).toEqual([])
  return data?.liaisonDiversionEpisode
}

async function correct(id: string, contact: object) {
  const { version } = await read(practitioner, id)
  const input = { episodeId: id, expectedVersion: version, reason: 'Of somebody else.', contacts: [contact] }
  expect((await liaisonDiversion.act('correctLiaisonDiversionEpisode', input)).errors).toEqual([])
}

describe('what was corrected of where a contact took place', () => {
  test('is told to the team, and kept from staff elsewhere where the place itself is', async () => {
    const colleague = stranger('ld-practitioner')
    const recordId = await makeKnown(liaisonDiversion, 'liaison_diversion', { service: 'LIAISON_DIVERSION' })
    const { id } = await liaisonDiversion.start({}, { recordId })
    const open = (level: string) =>
      liaisonDiversion.rows(
        `insert into liaison_diversion.record_access (record_id, audience, level, service, version) values ($1, $2, $3, 'LIAISON_DIVERSION', 1)`,
        ...[recordId, `subject:${colleague.subject}`, level]
      )
    await open('read')
    await liaisonDiversion.act('recordContact', { episodeId: id, expectedVersion: 1, ...call })
    const [contact] = (await read(practitioner, id)).contacts
    await correct(id, { id: contact.id, place: 'STREET', attendance: 'LATE_SEEN' })
    const corrections = async (principal: Principal) => (await read(principal, id)).history.at(-1).corrections
    const attendance = { field: 'contacts.attendance', oldValue: 'ON_TIME', newValue: 'LATE_SEEN' }

    expect(await corrections(practitioner)).toEqual([attendance, { field: 'contacts.place', oldValue: 'HOME', newValue: 'STREET' }])
    expect(await corrections(colleague)).toEqual([attendance, { field: 'contacts.place', oldValue: null, newValue: null }])
    await open('location')
    expect(await corrections(colleague)).toEqual(await corrections(practitioner))
  })
})

test('the team corrects the contact of a peer support worker, which stays theirs', async () => {
  const peer = persona('ld-peer-support-worker')
  const { id } = await startAssigned(liaisonDiversion)
  await liaisonDiversion.act('recordPeerSupportContact', { episodeId: id, ...call }, peer)
  const [contact] = (await read(practitioner, id)).contacts

  await correct(id, { id: contact.id, place: 'STREET' })

  expect((await read(practitioner, id)).contacts).toEqual([{ ...contact, place: 'STREET', recordedBy: peer.subject, isPeerSupport: true }])
})
