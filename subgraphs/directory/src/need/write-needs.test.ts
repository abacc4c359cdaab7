import { room } from '@throughcare/directory'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'

let directory: TestRoom
beforeAll(async () => {
  directory = await openTestRoom(room)
  await loadReferenceData(directory.url)
})
afterAll(() => directory.close())

const told = () =>
  directory.rows<{ subject_version: number; payload: { needCode: string }; actor: string }>(
    "select subject_version, payload, actor from directory.outbox_event where type = 'directory.need-recorded' order by id"
  )

describe('the needs of the taxonomy', () => {
  test('are told once each, by their codes', async () => {
    const codes = (await directory.rows<{ code: string }>('select code from directory.need')).map(({ code }) => code)

    expect((await told()).map(({ payload }) => payload.needCode).toSorted()).toEqual(codes.toSorted())
    expect((await told())[0]).toMatchObject({ subject_version: 1, actor: 'import:reference' })
  })

  test('loaded again, are told of only where something is new, or nothing was told yet', async () => {
    await directory.rows("update directory.need set label = 'Homes' where code = 'housing'")
    await directory.rows("update directory.need set version = 0 where code = 'alcohol'")
    const before = (await told()).length

    await loadReferenceData(directory.url)
    await loadReferenceData(directory.url)

    expect(
      (await told())
        .slice(before)
        .map(({ subject_version, payload }) => `${payload.needCode} ${subject_version}`)
        .toSorted()
    ).toEqual(['alcohol 1', 'housing 2'])
  })
})
