import { asCaller } from '@throughcare/test/support/as-caller'
import type { EpisodeRoom, StartedEpisode } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, refusesOutsiders, reportRequest } from '@throughcare/test/support/liaison-diversion'
import { navigator, persona, stranger } from '@throughcare/test/support/personas'

describe('who may give an episode to somebody', () => refusesOutsiders({ mutation: 'allocateEpisode', input: { worker: 'sam' } }))

const assessor = stranger('ld-practitioner')
const contact = { mechanism: 'TELEPHONE', attendance: 'ON_TIME', place: 'HOME' }
const screening = { outcome: 'NEEDS_IDENTIFIED', risk: 'LOW' }

describe('what whoever has an episode, employed elsewhere, does in it', () => {
  let liaisonDiversion: EpisodeRoom
  beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
  afterAll(() => liaisonDiversion.close())

  /** An episode that the assessor has, and to whom people has opened the record. */
  async function startGiven(worker = assessor.subject): Promise<StartedEpisode> {
    const episode = await liaisonDiversion.start()
    await liaisonDiversion.act('allocateEpisode', { episodeId: episode.id, worker, expectedVersion: 1 })
    await open(episode, assessor.subject)
    return { ...episode, version: 2 }
  }
  const open = ({ recordId }: StartedEpisode, subject: string) =>
    liaisonDiversion.rows(
      `insert into liaison_diversion.record_access (record_id, audience, level, service, version) values ($1, $2, 'read', 'LIAISON_DIVERSION', 1)`,
      recordId,
      `subject:${subject}`
    )
  const shut = ({ recordId }: StartedEpisode) =>
    liaisonDiversion.rows('delete from liaison_diversion.record_access where record_id = $1 and audience = $2', recordId, `subject:${assessor.subject}`)
  const act = (mutation: string, { id, version }: StartedEpisode, input: object = {}, principal = assessor) =>
    liaisonDiversion.act(mutation, { episodeId: id, expectedVersion: version, ...input }, principal)
  const codeOf = async (answer: ReturnType<typeof act>) => (await answer).errors[0]?.code ?? 'DONE'

  test('the work with the person, step by step, in the name of the team whose episode it is', async () => {
    const episode = await startGiven()
    const steps: [string, object][] = [
      ['offerScreening', {}],
      ['recordScreening', screening],
      ['recordContact', contact],
      ['identifyNeeds', { needs: [{ needCode: 'housing' }] }],
      ['recordAssessment', { assessedBy: 'An assessor', outcome: 'ADVICE_GIVEN' }],
      ['flagCohort', { cohort: 'VETERAN' }],
      ['unflagCohort', { cohort: 'VETERAN' }],
      ['recordCustodyDisposal', { disposal: 'BAILED' }],
      ['recordDiversion', { outcome: 'SUPPORTED_WITHIN_JUSTICE' }]
    ]

    for (const [place, [mutation, input]] of steps.entries())
      expect([mutation, (await act(mutation, { ...episode, version: 2 + place }, input)).errors]).toEqual([mutation, []])

    const written = await liaisonDiversion.rows<{ table: string; organisation: string; by: string }>(
      ['need', 'assessment', 'contact', 'cohort_flag']
        .map((table) => `select '${table}' as table, organisation, recorded_by as by from liaison_diversion.${table} where episode_id = '${episode.id}'`)
        .join(' union all ')
    )
    expect(written).toHaveLength(4)
    expect(new Set(written.map(({ organisation, by }) => `${organisation} ${by}`))).toEqual(new Set([`RW5 ${assessor.subject}`]))
    expect((await liaisonDiversion.events(episode.id)).filter(({ actor }) => actor === assessor.subject)).toHaveLength(steps.length)
  })

  test.each([
    ['allocateEpisode', { worker: 'sam' }],
    ['closeLiaisonDiversionEpisode', { reason: 'COMPLETED' }],
    ['correctLiaisonDiversionEpisode', { facilityId: 'PRE3', reason: 'The other suite.' }],
    ['assignPeerSupport', { subject: 'a-peer', employerId: 'PEERS' }],
    ['requestCourtReport', reportRequest],
    ['shareInformation', { recipient: 'POLICE', purpose: 'CHARGING', contents: 'Needs medication.' }]
  ])('not %s: that is answered for by the team', async (mutation, input) => {
    const episode = await startGiven()

    const { errors } = await act(mutation, episode, input)

    expect(errors).toMatchObject([{ code: 'FORBIDDEN', message: expect.stringContaining('The team whose episode this is') }])
    expect(await liaisonDiversion.rows('select version from liaison_diversion.episode where id = $1', episode.id)).toEqual([{ version: 2 }])
  })

  test('nothing in an episode that they do not have, though they may read it', async () => {
    const given = await startGiven()
    const another = await liaisonDiversion.start({}, { recordId: given.recordId })
    const taken = await startGiven('somebody-else')

    expect(await codeOf(act('recordContact', another, contact))).toBe('NOT_FOUND')
    expect(await codeOf(act('recordContact', taken, contact))).toBe('NOT_FOUND')
    expect(await codeOf(act('recordContact', given, contact))).toBe('DONE')
  })

  test('nothing once another has it, once it is closed, or once the record is shut to them', async () => {
    const [passedOn, closed, barred] = [await startGiven(), await startGiven(), await startGiven()]
    await liaisonDiversion.act('allocateEpisode', { episodeId: passedOn.id, worker: 'sam', expectedVersion: 2 })
    await liaisonDiversion.act('recordScreening', { episodeId: closed.id, ...screening, expectedVersion: 2 })
    await liaisonDiversion.act('closeLiaisonDiversionEpisode', { episodeId: closed.id, reason: 'COMPLETED', expectedVersion: 3 })
    await shut(barred)

    expect(await codeOf(act('recordContact', { ...passedOn, version: 3 }, contact))).toBe('NOT_FOUND')
    expect(await codeOf(act('recordContact', { ...closed, version: 4 }, contact))).toBe('NOT_FOUND')
    expect(await codeOf(act('reopenLiaisonDiversionEpisode', { ...closed, version: 4 }, { reason: 'They came back.' }))).toBe('NOT_FOUND')
    expect(await codeOf(act('recordContact', barred, contact))).toBe('NOT_FOUND')
  })

  test.each([
    ['a colleague of theirs', { ...assessor, subject: 'colleague' }, 'NOT_FOUND'],
    ['the sister service in their name', { ...navigator, subject: assessor.subject }, 'FORBIDDEN'],
    ['a peer support worker in their name', persona('ld-peer-support-worker', { subject: assessor.subject }), 'FORBIDDEN'],
    ['a service provider in their name', persona('service-provider', { subject: assessor.subject }), 'FORBIDDEN']
  ])('nor does %s', async (_, principal, code) => {
    const episode = await startGiven()
    await open(episode, 'colleague')

    expect(await codeOf(act('recordContact', episode, contact, principal))).toBe(code)
  })

  test('in the database they write in their own name, in that episode, and neither hand it on nor close it', async () => {
    const [mine, other] = [await startGiven(), await liaisonDiversion.start()]
    await open(other, assessor.subject)
    const insert = ({ id, recordId }: StartedEpisode, { by = assessor.subject, organisation = 'RW5' } = {}) =>
      `insert into liaison_diversion.contact (id, record_id, episode_id, organisation, service, retention_class, recorded_by, contact_at, mechanism, attendance,
      place, is_peer_support) values (gen_random_uuid(), '${recordId}', '${id}', '${organisation}', 'LIAISON_DIVERSION', 'x', '${by}', now(), 'VIDEO', 'ON_TIME',
      'OTHER', false)`
    const run = (statement: string) => asCaller(liaisonDiversion, 'liaison_diversion', { principal: assessor, statement })
    const set = (what: string, { id }: StartedEpisode) => run(`update liaison_diversion.episode set ${what} where id = '${id}' returning id`)
    const denied = { cause: { code: '42501' } }

    await expect(run(insert(mine, { by: 'somebody' }))).rejects.toMatchObject(denied)
    await expect(run(insert(mine, { organisation: 'RZZ' }))).rejects.toMatchObject(denied)
    await expect(run(insert(other))).rejects.toMatchObject(denied)
    await expect(run(insert({ ...mine, recordId: other.recordId }))).rejects.toMatchObject(denied)
    await expect(set("worker = 'sam'", mine)).rejects.toMatchObject(denied)
    await expect(set('closed_at = now()', mine)).rejects.toMatchObject(denied)
    expect(await set('screened_at = now()', other)).toEqual([])
    expect(await set('screened_at = now()', mine)).toHaveLength(1)
    await expect(run(insert(mine))).resolves.toBeDefined()
  })
})
