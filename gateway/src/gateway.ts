import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import type { GatewayExecutor } from '@apollo/server-gateway-interface'
import { readFileSync } from 'node:fs'
import { createHash, randomUUID } from 'node:crypto'
import { execute, GraphQLError, isObjectType, Kind, type DocumentNode, type GraphQLObjectType, type GraphQLSchema, type OperationDefinitionNode } from 'graphql'
import { refusalOf, refuse } from '@throughcare/kit/errors'
import { describeFault, type Log } from '@throughcare/kit/log'
import type { Policy } from '@throughcare/kit/policy'
import { systemPrincipal, type Principal } from '@throughcare/kit/principal'
import { scopesOfRole, type Role } from '@throughcare/kit/roles'
import type { Room } from '@throughcare/kit/room'
import { aliasesNameNoOtherField } from './alias-rule.ts'
import { openFormatError } from './format-error.ts'
import { graphOfRole } from './role-graphs.ts'
import { unanswered } from './unanswered.ts'

// The planner would report this host to its maker every hour; nothing leaves the building.
process.env.APOLLO_TELEMETRY_DISABLED = '1'

/** What one operation carries through the gateway. */
export type OperationContext = { principal: Principal; requestId: string; released: Set<string> }

export type Gateway = {
  /** The server of the graph as a role has it, opened when it is first asked for. */
  serverFor(role: Role): Promise<ApolloServer<OperationContext>>
  stop(): Promise<void>
}

/** More than any honest document selects; a doubling fragment of 600 bytes would reach millions. */
const recursiveSelections = 2_000

export function readSupergraph(): string {
  return readFileSync(new URL('../../schema/generated/supergraph.graphql', import.meta.url), 'utf8')
}

/** Opens the door: plans over the supergraph, asks the rooms, and audits before it answers. Each role is served its own graph. */
export async function openGateway({
  rooms,
  policy,
  supergraph,
  log
}: {
  rooms: Record<string, Room>
  policy: Policy
  supergraph: string
  log: Log
}): Promise<Gateway> {
  const planner = new ApolloGateway({ supergraphSdl: supergraph, buildService: ({ name }) => askRoom(rooms[name] ?? missingRoom(name), log), logger: silent })
  let whole: GraphQLSchema | undefined
  planner.onSchemaLoadOrUpdate(({ apiSchema }) => void (whole = apiSchema))
  const { executor } = await planner.load()
  const api = whole ?? missingRoom('any')
  mustCover(policy, api)
  const audit = rooms.audit ?? missingRoom('audit')
  const hidden = hiddenFieldsOf(planner)
  const formatError = openFormatError(log, api)

  async function openServer(role: Role): Promise<ApolloServer<OperationContext>> {
    const graph = graphOfRole(api, policy, role)
    const answer: GatewayExecutor = async (request) => {
      const introspection = introspectionIn(request.document, request.operation)
      if (introspection === 'mixed')
        return { errors: [new GraphQLError('Ask for the schema in a request of its own.', { extensions: { code: 'BAD_USER_INPUT' } })] }
      if (introspection === 'only')
        return execute({ schema: graph, document: request.document, variableValues: request.request.variables, operationName: request.operationName })
      const result = await executor(request)
      await recordOperation(audit, request.context as OperationContext, { document: request.source, name: request.operationName ?? null })
      return result
    }
    const server = new ApolloServer<OperationContext>({
      gateway: { load: async () => ({ schema: graph, executor: answer }), onSchemaLoadOrUpdate: notifyOnce(graph, supergraph), stop: async () => {} },
      introspection: true,
      csrfPrevention: true,
      persistedQueries: false,
      allowBatchedHttpRequests: false,
      includeStacktraceInErrorResponses: false,
      maxRecursiveSelections: recursiveSelections,
      validationRules: [aliasesNameNoOtherField(hidden)],
      stopOnTerminationSignals: false,
      formatError
    })
    await server.start()
    return server
  }

  const servers = new Map<Role, Promise<ApolloServer<OperationContext>>>()
  return {
    async serverFor(role) {
      if (!Object.hasOwn(scopesOfRole, role) || role.startsWith('system-')) refuse('FORBIDDEN', 'This role may not ask the graph.')
      const server = servers.get(role) ?? openServer(role)
      servers.set(role, server)
      return server
    },
    async stop() {
      await Promise.all([...servers.values()].map(async (server) => (await server).stop()))
      await planner.stop()
    }
  }
}

/** A room as the planner's data source: what it released is kept for the audit, and a room that fails is said to be unavailable. */
function askRoom(room: Room, log: Log): GraphQLDataSource {
  return {
    async process({ request, context }) {
      const { principal, requestId, released } = context as unknown as OperationContext
      const asked = { query: request.query ?? '', variables: request.variables ?? {} }
      try {
        const answer = await room.answer({ ...asked, requestId }, principal)
        for (const id of answer.released) released.add(id)
        return answer as never
      } catch (error) {
        const refusal = refusalOf(error)
        if (!refusal) log.error({ room: room.name, requestId, reason: describeFault(error) }, 'a room does not answer')
        return unanswered(asked, refusal ?? { code: 'UNAVAILABLE', message: 'This part of the graph does not answer at the moment. Try again in a minute.' })
      }
    }
  }
}

/** No audit, no data: when the row cannot be committed, the answer is not given. */
async function recordOperation(
  audit: Room,
  { principal, requestId, released }: OperationContext,
  { document, name }: { document?: string; name: string | null }
): Promise<void> {
  if (released.size === 0) return
  const { subject, issuer, organisation, role, purpose } = principal
  const input = {
    requestId,
    subject,
    issuer,
    organisation,
    role,
    purpose,
    operationName: name,
    documentHash: createHash('sha256')
      .update(document ?? '')
      .digest('hex'),
    recordIds: [...released]
  }
  const query = 'mutation ($input: RecordOperationInput!) { recordOperation(input: $input) }'
  const answer = await audit.answer({ query, variables: { input }, requestId: randomUUID() }, systemPrincipal('system-gateway', 'gateway')).catch(() => null)
  if (!answer?.data?.recordOperation) refuse('UNAVAILABLE', 'The answer could not be audited, so it is not given. Try again in a minute.')
}

/** A field that the table of rules does not know is not served, and neither is anything else. */
function mustCover(policy: Policy, api: GraphQLSchema): void {
  const types = Object.values(api.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__')) as GraphQLObjectType[]
  const unruled = types
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`))
    .filter((coordinate) => policy[coordinate] === undefined)
  if (unruled.length > 0) throw new Error(`The table of rules does not cover ${unruled.join(', ')}. Run \`npm run compose\`.`)
}

function introspectionIn(document: DocumentNode, operation: OperationDefinitionNode): 'none' | 'only' | 'mixed' {
  const fragments = new Map(
    document.definitions.flatMap((definition) => (definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition.selectionSet]] : []))
  )
  const names: string[] = []
  const collect = ({ selections }: OperationDefinitionNode['selectionSet']): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) names.push(selection.name.value)
      else {
        const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments.get(selection.name.value)
        if (inner) collect(inner)
      }
    }
  }
  collect(operation.selectionSet)
  const asked = names.filter((name) => name === '__schema' || name === '__type')
  if (asked.length === 0) return 'none'
  return names.every((name) => name.startsWith('__')) ? 'only' : 'mixed'
}

/** The graph with its hidden keys, as the planner holds it. */
function hiddenFieldsOf(planner: ApolloGateway): GraphQLSchema {
  return (planner as unknown as { supergraphSchema: GraphQLSchema }).supergraphSchema
}

function notifyOnce(apiSchema: GraphQLSchema, coreSupergraphSdl: string) {
  return (callback: (context: { apiSchema: GraphQLSchema; coreSupergraphSdl: string }) => void) => {
    callback({ apiSchema, coreSupergraphSdl })
    return () => {}
  }
}

function missingRoom(name: string): never {
  throw new Error(`The supergraph names the room ${name}, which was not opened.`)
}

const silent = { debug() {}, info() {}, warn() {}, error() {} }
