import { room } from '@throughcare/directory'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'

let directory: TestRoom
beforeAll(async () => {
  directory = await openTestRoom(room)
  await loadReferenceData(directory.url)
})
afterAll(() => directory.close())

const told = (id: string) =>
  directory.rows<{ subject_version: number; payload: object; actor: string; record_id: string | null }>(
    "select subject_version, payload, actor, record_id from directory.outbox_event where type = 'directory.facility-recorded' and subject_id = $1 order by id",
    id
  )
const count = async () => (await directory.rows("select 1 from directory.outbox_event where type = 'directory.facility-recorded'")).length
const facilities = async () => (await directory.rows('select 1 from directory.facility')).length

describe('the facilities of the reference data', () => {
  test('are told once each: what it is, and from when to when it is open', async () => {
    expect(await told('KENDMC')).toEqual([
      {
        ...{ subject_version: 1, actor: 'import:reference', record_id: null },
        payload: { facilityId: 'KENDMC', kind: 'MAGISTRATES_COURT', openFrom: null, closedOn: '2017-06-30' }
      }
    ])
    expect(await count()).toBe(await facilities())
  })

  test('loaded again, are told of only where something is new, or nothing was told yet', async () => {
    await directory.rows("update directory.facility set closed_on = '2017-06-29' where id = 'KENDMC'")
    await directory.rows("update directory.facility set version = 0 where id = 'LAN3'")
    const before = await count()

    await loadReferenceData(directory.url)
    await loadReferenceData(directory.url)

    expect((await told('KENDMC')).at(-1)).toMatchObject({ subject_version: 2, payload: { closedOn: '2017-06-30' } })
    expect((await told('LAN3')).at(-1)).toMatchObject({ subject_version: 1 })
    expect((await count()) - before).toBe(2)
  })
})
