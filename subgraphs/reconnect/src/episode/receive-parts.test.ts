import { room } from '@throughcare/reconnect'
import { openEpisodeImports, type EpisodeFields, type EpisodeImports } from '@throughcare/test/support/episode-imports'
import { openReconnect } from '@throughcare/test/support/reconnect'

const first = { facility: 'PNI', source: 'PRISON_HEALTHCARE', referred_at: '2026-03-02T15:15:00Z', accepted_at: '2026-03-03T09:00:00Z' }
const inside = 'PRISON/inside/2026-03-04T09:00:00Z/2026-03-05T09:00:00Z'
const outside = 'COMMUNITY/outside/2026-05-01T09:00:00Z'
const byStaff = 'Staff have recorded this differently here'

let imports: EpisodeImports
beforeAll(async () => void (imports = await openEpisodeImports(await openReconnect(), room, { service: 'RECONNECT', first })))
beforeEach(() => imports.at('2026-06-01T09:00:00Z'))
afterAll(() => imports.close())

async function taken(changes: EpisodeFields = {}): Promise<EpisodeFields> {
  const row = await imports.row(changes)
  const { report, rejected } = await imports.take(row)
  expect([report.added, rejected]).toEqual([1, []])
  return row
}

const outcomeOf = async (row: EpisodeFields) => {
  const { report, rejected } = await imports.take(row)
  return rejected[0] ?? (report.changed ? 'changed' : report.added ? 'added' : 'unchanged')
}
const told = async (row: EpisodeFields) =>
  (await imports.events(row)).map(({ type, occurred_at, payload }) => `${type.split('.')[1]} ${occurred_at.toISOString()} ${payload.facilityId}`)
const listed = async (row: EpisodeFields, table: string, columns: string) =>
  imports.rows<Record<string, unknown>>(`select ${columns} from reconnect.${table} where episode_id = $1 order by 1`, (await imports.standing(row)).id)
const workers = async (row: EpisodeFields) => listed(row, 'allocation', 'worker_id as worker, accepted_at as accepted, ended_at as ended, version')

describe('workers', () => {
  test('are taken in with who accepted, and with whom they relieved; told again they change nothing', async () => {
    const row = await taken({ workers: `${inside};${outside}/2026-05-03T09:00:00Z`, released_on: '2026-05-20' })

    expect(await workers(row)).toEqual([
      { worker: 'inside', accepted: new Date('2026-03-05T09:00:00Z'), ended: new Date('2026-05-20T12:00:00Z'), version: 1 },
      { worker: 'outside', accepted: new Date('2026-05-03T09:00:00Z'), ended: null, version: 1 }
    ])
    expect(await told(row)).toEqual([
      'referral-received 2026-03-02T15:15:00.000Z PNI',
      'referral-accepted 2026-03-03T09:00:00.000Z PNI',
      'worker-allocated 2026-03-04T09:00:00.000Z PNI',
      'worker-allocated 2026-05-01T09:00:00.000Z PNI',
      'released 2026-05-20T12:00:00.000Z PNI',
      'allocation-accepted 2026-03-05T09:00:00.000Z PNI',
      'allocation-accepted 2026-05-03T09:00:00.000Z PNI',
      'allocation-ended 2026-05-20T12:00:00.000Z PNI'
    ])
    expect(await outcomeOf(row)).toBe('unchanged')
  })

  test('who accept in a later file relieve the prison side after the release, and not before', async () => {
    const row = await taken({ workers: `${inside};${outside}`, released_on: '2026-05-20' })
    expect((await workers(row)).map(({ ended }) => ended)).toEqual([null, null])

    expect(await outcomeOf({ ...row, workers: `${inside};${outside}/2026-05-25T09:00:00Z` })).toBe('changed')

    expect(await workers(row)).toMatchObject([
      { ended: new Date('2026-05-25T09:00:00Z'), version: 2 },
      { ended: null, version: 2 }
    ])
    expect((await told(row)).slice(-2)).toEqual(['allocation-accepted 2026-05-25T09:00:00.000Z PNI', 'allocation-ended 2026-05-25T09:00:00.000Z PNI'])
  })

  test('whom staff allocated are relieved by a release that the source tells, as by one that staff record', async () => {
    const row = await taken()
    await imports.staff(row, 'allocateWorker', { side: 'PRISON', workerId: 'inside' })
    const { allocations } = (await imports.staff(row, 'allocateWorker', { side: 'COMMUNITY', workerId: 'outside' })) as { allocations: { id: string }[] }
    await imports.staff(row, 'acceptAllocation', { allocationId: allocations[1]?.id })
    imports.at('2026-06-03T09:00:00Z')

    expect(await outcomeOf({ ...row, released_on: '2026-06-02' })).toBe('changed')

    expect(await workers(row)).toMatchObject([
      { worker: 'inside', ended: new Date('2026-06-02T12:00:00Z') },
      { worker: 'outside', ended: null }
    ])
  })

  test.each([
    ['who accepted at another time', inside.replace('05T09', '06T09'), 'stands here at another time'],
    ['who stand there already, by another time', inside.replace('04T09', '04T10'), 'allocated on this side already']
  ])('%s are refused', async (_, changed, reason) => {
    const row = await taken({ workers: inside })

    expect(await outcomeOf({ ...row, workers: changed })).toMatch(new RegExp(`^2,workers,"[^"]*${reason}`))
  })

  test('of an episode that staff closed are refused', async () => {
    const row = await taken()
    await imports.staff(row, 'closeReconnectEpisode', { reason: 'NOT_RELEASED' })

    expect(await outcomeOf({ ...row, workers: inside })).toMatch(/^2,workers,"The episode is closed/)
  })
})

describe('moves to another prison', () => {
  test('are taken in in their order, each event of the prison where the person was then', async () => {
    const row = await taken({
      prison_transfers: 'KMI:2026-04-01;LGI:2026-05-01',
      planned_releases: '2026-06-20:FIRST_KNOWN:2026-04-15',
      released_on: '2026-05-20'
    })

    expect(await imports.standing(row)).toMatchObject({ facility_id: 'LGI' })
    expect(await listed(row, 'prison_transfer', `transferred_on::text as "on", from_facility_id as "from", facility_id as "to"`)).toEqual([
      { on: '2026-04-01', from: 'PNI', to: 'KMI' },
      { on: '2026-05-01', from: 'KMI', to: 'LGI' }
    ])
    expect(await told(row)).toEqual([
      'referral-received 2026-03-02T15:15:00.000Z PNI',
      'release-date-set 2026-04-15T12:00:00.000Z KMI',
      'referral-accepted 2026-03-03T09:00:00.000Z PNI',
      'prison-transferred 2026-04-01T12:00:00.000Z KMI',
      'prison-transferred 2026-05-01T12:00:00.000Z LGI',
      'released 2026-05-20T12:00:00.000Z LGI'
    ])
    expect(await outcomeOf(row)).toBe('unchanged')
  })

  test('that are new in a later file are added, once', async () => {
    const row = await taken({ prison_transfers: 'KMI:2026-04-01' })
    const later = { ...row, prison_transfers: 'KMI:2026-04-01;LGI:2026-05-01' }

    expect(await outcomeOf(later)).toBe('changed')
    expect(await outcomeOf(later)).toBe('unchanged')
    expect((await told(row)).slice(-1)).toEqual(['prison-transferred 2026-05-01T12:00:00.000Z LGI'])
  })

  test('leave what a later file tells of the time before them in the prison of then', async () => {
    const row = await taken({ prison_transfers: 'KMI:2026-04-01' })

    expect(await outcomeOf({ ...row, referred_at: '2026-03-02T16:00:00Z', assessed_at: '2026-03-20T09:00:00Z' })).toBe('changed')
    expect((await told(row)).slice(-2)).toEqual(['referral-received 2026-03-02T16:00:00.000Z PNI', 'needs-assessed 2026-03-20T09:00:00.000Z PNI'])
  })

  test('on the day of the referral leave the referral where it was made', async () => {
    const row = await taken({ prison_transfers: 'KMI:2026-03-02' })

    expect((await told(row))[0]).toBe('referral-received 2026-03-02T15:15:00.000Z PNI')
  })

  test('that staff recorded stand: the source may name the prison of the referral, or that of now, and no third', async () => {
    const row = await taken()
    await imports.staff(row, 'transferPrison', { facilityId: 'KMI', transferredOn: '2026-05-10' })

    expect(await outcomeOf(row)).toBe('unchanged')
    expect(await outcomeOf({ ...row, facility: 'KMI' })).toBe('unchanged')
    expect(await outcomeOf({ ...row, prison_transfers: 'KMI:2026-05-10' })).toBe('unchanged')
    expect(await outcomeOf({ ...row, facility: 'LGI' })).toMatch(new RegExp(`^2,facility,"${byStaff}`))
    expect(await imports.standing(row)).toMatchObject({ facility_id: 'KMI' })
  })

  test('before one that stands, or after the release that staff recorded, are refused', async () => {
    const row = await taken({ prison_transfers: 'KMI:2026-04-10' })
    expect(await outcomeOf({ ...row, prison_transfers: 'LGI:2026-04-01;KMI:2026-04-10' })).toMatch(/^2,prison_transfers,"A later move is recorded already/)

    await imports.staff(row, 'recordRelease', { releasedOn: '2026-05-20' })
    expect(await outcomeOf({ ...row, prison_transfers: 'KMI:2026-04-10;LGI:2026-05-01' })).toMatch(/^2,prison_transfers,"The person is released/)
  })
})

describe('offers of peer support', () => {
  const offered = { peer_support_offers: '2026-03-10T09:00:00Z/UNDECIDED;2026-03-20T09:00:00Z/ACCEPTED' }

  test('are taken in with what the person said; nobody is assigned by them', async () => {
    const row = await taken(offered)

    expect(await listed(row, 'peer_offer', 'offered_at as "at", answer')).toEqual([
      { at: new Date('2026-03-10T09:00:00Z'), answer: 'UNDECIDED' },
      { at: new Date('2026-03-20T09:00:00Z'), answer: 'ACCEPTED' }
    ])
    expect(await listed(row, 'peer_assignment', 'id')).toEqual([])
    expect((await told(row)).slice(-2)).toEqual(['peer-support-offered 2026-03-10T09:00:00.000Z PNI', 'peer-support-offered 2026-03-20T09:00:00.000Z PNI'])
    expect(await outcomeOf(row)).toBe('unchanged')
  })

  test('let staff assign somebody, once the person accepted', async () => {
    const row = await taken(offered)

    await expect(imports.staff(row, 'assignReconnectPeerSupport', { subject: 'demo-peer', employerId: 'X1' })).resolves.toMatchObject({})
  })

  test('that stand are not overruled, and new ones are added', async () => {
    const row = await taken(offered)

    expect(await outcomeOf({ ...row, peer_support_offers: '2026-03-20T09:00:00Z/DECLINED' })).toMatch(
      /^2,peer_support_offers,"An offer of that time stands here/
    )
    expect(await outcomeOf({ ...row, peer_support_offers: '2026-04-20T09:00:00Z/DECLINED' })).toBe('changed')
  })
})

describe('a closing', () => {
  const contactAt = (at: string) => ({ contacts: `${at}/SUPPORT/TELEPHONE/ON_TIME` })
  const closing = { closed_at: '2026-05-20T09:00:00Z', closure_reason: 'OTHER' }
  const tooEarly = /^2,closed_at,.*took place after that time/
  const cases: [string, EpisodeFields, EpisodeFields][] = [
    ['a contact', contactAt('2026-05-20T09:00:00Z'), contactAt('2026-05-20T09:00:01Z')],
    [
      'a review',
      { assessed_at: '2026-03-04T09:00:00Z', needs: 'housing:ACCOMMODATION:MET', needs_reviewed_at: '2026-05-20T09:00:00Z' },
      { assessed_at: '2026-03-04T09:00:00Z', needs: 'housing:ACCOMMODATION:MET', needs_reviewed_at: '2026-05-20T09:00:01Z' }
    ],
    ['the day of a step', { gp_registered_on: '2026-05-20' }, { gp_registered_on: '2026-05-21' }],
    ['a move to another prison', { prison_transfers: 'KMI:2026-05-20' }, { prison_transfers: 'KMI:2026-05-21' }]
  ]

  test.each(cases)('is refused as of a time before %s, in a new row and in one that stands', async (_, before, after) => {
    expect(await outcomeOf(await imports.row({ ...closing, ...before }))).toBe('added')
    expect(await outcomeOf(await imports.row({ ...closing, ...after }))).toMatch(tooEarly)
    const [early, late] = [await taken(before), await taken(after)]
    expect(await outcomeOf({ ...early, ...closing })).toBe('changed')
    expect(await outcomeOf({ ...late, ...closing })).toMatch(tooEarly)
  })

  test('is refused as of a time before what staff recorded since', async () => {
    const row = await taken()
    await imports.staff(row, 'recordReconnectContact', { contactAt: '2026-05-20T09:00:01Z', mechanism: 'TELEPHONE', attendance: 'ON_TIME' })

    expect(await outcomeOf({ ...row, ...closing })).toMatch(tooEarly)
    expect(await outcomeOf({ ...row, ...closing, closed_at: '2026-05-20T09:00:01Z' })).toBe('changed')
  })
})
