import { room } from '@throughcare/directory'
import { alwaysFresh, rowSettingsOf } from '@throughcare/kit/access'
import { openPool, withRows } from '@throughcare/kit/db'
import { signInRoles, type Role } from '@throughcare/kit/roles'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'
import { writeOrganisations } from '../organisation/write-organisations.ts'
import { upsertNeeds } from '../need/need.store.ts'

const recordService = 'mutation ($input: RecordServiceInput!) { recordService(input: $input) { id } }'

let directory: TestRoom
beforeAll(async () => {
  directory = await openTestRoom(room)
  await loadReferenceData(directory.url)
})
afterAll(() => directory.close())

describe('who may write the directory', () => {
  test.each(['public' as Role, ...signInRoles.filter((role) => role !== 'directory-editor')])('%s may not', async (role) => {
    const input = { name: 'Example Refused (demo)', status: 'ACTIVE', needCodes: ['housing'], idempotencyKey: crypto.randomUUID() }

    const { errors } = await directory.ask({ ...persona('analyst'), role }, recordService, { input })

    expect(errors).toMatchObject([{ code: 'FORBIDDEN' }])
    expect(await directory.rows('select 1 from directory.service')).toEqual([])
  })

  test.each(['ld-manager', 'analyst', 'public'] as Role[])('row-level security alone refuses %s too', async (role) => {
    const pool = openPool({ url: directory.url, role: 'directory_app', max: 1 })
    const facts = { source: 'test', asAt: '2026-11-23', retentionClass: 'operational' }
    const organisation = {
      id: 'ZZ1',
      name: 'Example Intruder (demo)',
      kind: 'COMMUNITY' as const,
      description: null,
      url: null,
      email: null,
      identifiers: [],
      feed: null,
      ...facts
    }

    const writing = withRows(pool.db, rowSettingsOf({ ...persona('analyst'), role }, alwaysFresh), 'read write', (tx) =>
      writeOrganisations(tx, null, [organisation])
    )

    await expect(writing).rejects.toThrow()
    await pool.close()
    expect(await directory.rows("select 1 from directory.organisation where id = 'ZZ1'")).toEqual([])
  })

  test('the reference data are the importer’s alone: an editor cannot change the need taxonomy', async () => {
    const pool = openPool({ url: directory.url, role: 'directory_app', max: 1 })
    const need = {
      code: 'housing',
      position: 1,
      label: 'Changed',
      resettlementPathway: null,
      externalTerms: [],
      version: 1,
      source: 'test',
      asAt: '2026-11-23',
      retentionClass: 'x'
    }

    const writing = withRows(pool.db, rowSettingsOf(persona('directory-editor'), alwaysFresh), 'read write', (tx) => upsertNeeds(tx, [need]))

    await expect(writing).rejects.toThrow()
    await pool.close()
    expect(await directory.rows("select 1 from directory.need where label = 'Changed'")).toEqual([])
  })
})
