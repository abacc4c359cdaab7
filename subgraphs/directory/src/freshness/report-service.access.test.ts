import { room } from '@throughcare/directory'
import { roleHolds, signInRoles, type Role } from '@throughcare/kit/roles'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'

const reportService = 'mutation ($input: ReportServiceInput!) { reportService(input: $input) { id } }'
const reports = 'query ($id: ID!) { service(id: $id) { reports { problem } } }'

let directory: TestRoom
let serviceId: string
beforeAll(async () => {
  directory = await openTestRoom(room)
  await loadReferenceData(directory.url)
  const input = { name: 'Example Reported (demo)', status: 'ACTIVE', needCodes: ['housing'], idempotencyKey: crypto.randomUUID() }
  const recordService = 'mutation ($input: RecordServiceInput!) { recordService(input: $input) { id } }'
  serviceId = (await directory.ask(persona('directory-editor'), recordService, { input })).data?.recordService.id
})
afterAll(() => directory.close())

test.each(['public' as Role, ...signInRoles])('only who works with people and services may report a problem, and read what was reported: %s', async (role) => {
  const asker = { ...persona('analyst'), role, subject: `someone-${role}` }
  const isStaff = roleHolds(role, [['directory:staff']])

  const made = await directory.ask(asker, reportService, { input: { serviceId, problem: 'GONE', idempotencyKey: crypto.randomUUID() } })
  const read = await directory.ask(asker, reports, { id: serviceId })

  expect([made.errors.map(({ code }) => code), read.errors.map(({ code }) => code)]).toEqual(isStaff ? [[], []] : [['FORBIDDEN'], ['FORBIDDEN']])
  expect(await directory.rows('select 1 from directory.service_report where reported_by = $1', asker.subject)).toHaveLength(isStaff ? 1 : 0)
})
