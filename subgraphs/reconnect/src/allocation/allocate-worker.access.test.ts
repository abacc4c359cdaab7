import { asCaller } from '@throughcare/test/support/as-caller'
import { outsidersOf, type EpisodeRoom, type StartedEpisode } from '@throughcare/test/support/episodes'
import { persona, practitioner, stranger } from '@throughcare/test/support/personas'
import { openReconnect, startAccepted } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
let episode: StartedEpisode
beforeAll(async () => {
  reconnect = await openReconnect()
  episode = await startAccepted(reconnect, {}, { consent: true })
})
afterAll(() => reconnect.close())

describe('who may allocate a worker', () => {
  test.each(outsidersOf('RECONNECT'))('%s may not, and nothing changes', async (_, principal, code) => {
    const before = await reconnect.events(episode.id)

    const { errors } = await reconnect.act(
      'allocateWorker',
      { episodeId: episode.id, expectedVersion: episode.version, side: 'COMMUNITY', workerId: 'demo-worker' },
      principal
    )

    expect(errors).toMatchObject([{ code }])
    expect(await reconnect.rows('select version from reconnect.episode where id = $1', episode.id)).toEqual([{ version: episode.version }])
    expect(await reconnect.events(episode.id)).toEqual(before)
  })
})

describe('what a worker of another organisation who is allocated does', () => {
  const worker = stranger('reconnect-navigator')
  const contact = { mechanism: 'TELEPHONE', attendance: 'ON_TIME' }

  const open = ({ recordId }: StartedEpisode, subject: string) =>
    reconnect.rows(
      `insert into reconnect.record_access (record_id, audience, level, service, version) values ($1, $2, 'read', 'RECONNECT', 1)`,
      recordId,
      `subject:${subject}`
    )
  /** An accepted episode with somebody allocated, and the record opened to the worker as people does. */
  async function startAllocated(workerId = worker.subject): Promise<StartedEpisode> {
    const accepted = await startAccepted(reconnect)
    await reconnect.act('allocateWorker', { episodeId: accepted.id, side: 'COMMUNITY', workerId, expectedVersion: accepted.version })
    await open(accepted, worker.subject)
    return { ...accepted, version: accepted.version + 1 }
  }
  const act = (mutation: string, { id, version }: StartedEpisode, input: object = {}, principal = worker) =>
    reconnect.act(mutation, { episodeId: id, expectedVersion: version, ...input }, principal)
  const codeOf = async (answer: ReturnType<typeof act>) => (await answer).errors[0]?.code ?? 'DONE'

  test('the work with the person, in the name of the team whose episode it is', async () => {
    const given = await startAllocated()
    const steps: [string, object][] = [
      ['recordReconnectContact', contact],
      ['assessReconnectNeeds', { needs: [{ needCode: 'housing', pathway: 'ACCOMMODATION' }] }],
      ['setGoal', { needCode: 'housing' }],
      ['makeReconnectPlan', { needCodes: ['housing'] }]
    ]

    for (const [place, [mutation, input]] of steps.entries())
      expect([mutation, (await act(mutation, { ...given, version: given.version + place }, input)).errors]).toEqual([mutation, []])

    const tables = ['contact', 'need', 'goal'].map((table) => `select organisation, recorded_by as by from reconnect.${table} where episode_id = '${given.id}'`)
    expect(await reconnect.rows(tables.join(' union all '))).toEqual(tables.map(() => ({ organisation: 'RW5', by: worker.subject })))
  })

  test.each([
    ['allocateWorker', { side: 'PRISON', workerId: 'sam' }],
    ['closeReconnectEpisode', { reason: 'NOT_RELEASED' }],
    ['setReleaseDate', { date: '2026-07-01', reason: 'FIRST_KNOWN' }],
    ['offerReconnectPeerSupport', { answer: 'ACCEPTED' }]
  ])('not %s: that is answered for by the team', async (mutation, input) => {
    const given = await startAllocated()

    expect((await act(mutation, given, input)).errors).toMatchObject([
      { code: 'FORBIDDEN', message: expect.stringContaining('The team whose episode this is') }
    ])
    expect(await reconnect.rows('select version from reconnect.episode where id = $1', given.id)).toEqual([{ version: given.version }])
  })

  test('accepts for themselves, which relieves whom they follow, and for nobody else', async () => {
    const given = await startAllocated()
    await reconnect.act('allocateWorker', { episodeId: given.id, side: 'COMMUNITY', workerId: 'sam', expectedVersion: given.version })
    const allocations = await reconnect.rows<{ id: string; worker: string }>(
      'select id, worker_id as worker from reconnect.allocation where episode_id = $1',
      given.id
    )
    const idOf = (worker: string) => allocations.find((row) => row.worker === worker)?.id
    const accept = (allocationId: string | undefined, version: number) => act('acceptAllocation', { ...given, version }, { allocationId })

    expect((await accept(idOf('sam'), given.version + 1)).errors).toMatchObject([{ code: 'FORBIDDEN' }])
    expect((await accept(idOf(worker.subject), given.version + 1)).errors).toEqual([])

    const standing =
      'select worker_id as worker, accepted_at is not null as accepted, ended_at is not null as ended from reconnect.allocation where episode_id = $1'
    expect(await reconnect.rows(`${standing} order by worker_id`, given.id)).toEqual([
      { worker: 'sam', accepted: false, ended: true },
      { worker: worker.subject, accepted: true, ended: false }
    ])
  })

  test('nothing in an episode to which they are not allocated, nor once that has ended', async () => {
    const [given, closed, another] = [await startAllocated(), await startAllocated(), await startAllocated('somebody-else')]
    await reconnect.act('closeReconnectEpisode', { episodeId: closed.id, reason: 'NOT_RELEASED', expectedVersion: closed.version })

    expect(await codeOf(act('recordReconnectContact', another, contact))).toBe('NOT_FOUND')
    expect(await codeOf(act('recordReconnectContact', { ...closed, version: closed.version + 1 }, contact))).toBe('NOT_FOUND')
    await reconnect.rows('update reconnect.allocation set ended_at = now() where episode_id = $1', given.id)
    expect(await codeOf(act('recordReconnectContact', given, contact))).toBe('NOT_FOUND')
  })

  test.each([
    ['a colleague of theirs', { ...worker, subject: 'colleague' }, 'NOT_FOUND'],
    ['the sister service in their name', { ...practitioner, subject: worker.subject }, 'FORBIDDEN'],
    ['a peer support worker in their name', persona('reconnect-peer-support-worker', { subject: worker.subject }), 'FORBIDDEN']
  ])('nor does %s', async (_, principal, code) => {
    const given = await startAllocated()
    await open(given, 'colleague')

    expect(await codeOf(act('recordReconnectContact', given, contact, principal))).toBe(code)
  })

  test('in the database they write in their own name, in that episode, and neither allocate nor close it', async () => {
    const [mine, other] = [await startAllocated(), await startAccepted(reconnect)]
    await open(other, worker.subject)
    const run = (statement: string) => asCaller(reconnect, 'reconnect', { principal: worker, statement })
    const insert = ({ id, recordId }: StartedEpisode, by = worker.subject) =>
      `insert into reconnect.contact (id, record_id, episode_id, organisation, service, retention_class, recorded_by, contact_at, purpose, mechanism, attendance,
      is_peer_support) values (gen_random_uuid(), '${recordId}', '${id}', 'RW5', 'RECONNECT', 'x', '${by}', now(), 'SUPPORT', 'VIDEO', 'ON_TIME', false)`
    const denied = { cause: { code: '42501' } }

    await expect(run(insert(mine, 'somebody'))).rejects.toMatchObject(denied)
    await expect(run(insert(other))).rejects.toMatchObject(denied)
    await expect(run(`update reconnect.episode set closed_at = now() where id = '${mine.id}'`)).rejects.toMatchObject(denied)
    expect(await run(`update reconnect.episode set plan_made_at = now() where id = '${other.id}' returning id`)).toEqual([])
    await expect(run(`update reconnect.allocation set worker_id = 'sam' where episode_id = '${mine.id}'`)).rejects.toMatchObject(denied)
    await expect(run(`update reconnect.allocation set ended_at = now() where episode_id = '${mine.id}'`)).rejects.toMatchObject(denied)
    await reconnect.act('allocateWorker', { episodeId: other.id, side: 'COMMUNITY', workerId: 'sam', expectedVersion: other.version })
    expect(await run(`update reconnect.allocation set accepted_at = now() where episode_id = '${other.id}' returning id`)).toEqual([])
    await expect(run(insert(mine))).resolves.toBeDefined()
    await reconnect.rows('update reconnect.episode set closed_at = now() where id = $1', mine.id)
    await expect(run(insert(mine))).rejects.toMatchObject(denied)
  })
})
