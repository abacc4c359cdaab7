import { composeServices } from '@apollo/composition'
import { Supergraph } from '@apollo/federation-internals'
import { Kind, parse, print, printSchema, visit, type ConstDirectiveNode, type DocumentNode, type FieldDefinitionNode } from 'graphql'
import type { Policy } from '@throughcare/kit/policy'
import { placeholderUrl } from './rooms.ts'

const ruleName = 'requiresScopes'

/** What composition makes of all rooms' SDL: the supergraph for the planner, the graph a client sees, and who may read each field of it. */
export type Composition = { supergraph: string; api: string; policy: Policy }

/**
 * Composes the rooms. The gateway refuses to load the directives that carry the rules, so they are read out and stripped here, in one
 * step: a supergraph without its table of rules is never made, and a field without a rule fails.
 */
export function compose(rooms: readonly { name: string; typeDefs: DocumentNode }[]): Composition {
  const { supergraphSdl, errors } = composeServices(rooms.map(({ name, typeDefs }) => ({ name, typeDefs, url: placeholderUrl(name) })))
  if (!supergraphSdl) throw new Error(`The rooms do not compose:\n${(errors ?? []).map((error) => `  ${error.message}`).join('\n')}`)
  const ruled = parse(supergraphSdl)
  const supergraph = `${print(withoutRules(ruled))}\n`
  const api = `${printSchema(Supergraph.build(supergraph).apiSchema().toGraphQLJSSchema())}\n`
  return { supergraph, api, policy: readRules(ruled) }
}

function readRules(supergraph: DocumentNode): Policy {
  const policy: Policy = {}
  const unruled: string[] = []
  for (const type of supergraph.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue
    const ofType = ruleOf(type.directives)
    for (const field of type.fields ?? []) {
      const coordinate = `${type.name.value}.${field.name.value}`
      const rule = allOf(ofType, ruleOf(field.directives))
      if (rule) policy[coordinate] = rule
      else if (isInaccessible(field)) policy[coordinate] = 'key'
      else unruled.push(coordinate)
    }
  }
  if (unruled.length > 0)
    throw new Error(
      `These fields say of nobody that they may read them; give each, or its type, @${ruleName}:\n${unruled.map((coordinate) => `  ${coordinate}`).join('\n')}`
    )
  return Object.fromEntries(Object.entries(policy).sort(([one], [other]) => one.localeCompare(other)))
}

/** The alternatives of scopes that a rule names; null where there is none. */
function ruleOf(directives: readonly ConstDirectiveNode[] = []): string[][] | null {
  const value = directives.find((directive) => directive.name.value === ruleName)?.arguments?.[0]?.value
  if (value?.kind !== Kind.LIST) return null
  return value.values.map((scopes) => (scopes.kind === Kind.LIST ? scopes.values.map((scope) => (scope.kind === Kind.STRING ? scope.value : '')) : []))
}

/** Both rules at once: each alternative of the one with each of the other. */
function allOf(one: string[][] | null, other: string[][] | null): string[][] | null {
  if (!one || !other) return one ?? other
  return one.flatMap((scopes) => other.map((more) => [...new Set([...scopes, ...more])].sort()))
}

function isInaccessible(field: FieldDefinitionNode): boolean {
  return field.directives?.some((directive) => directive.name.value === 'inaccessible') ?? false
}

function withoutRules(supergraph: DocumentNode): DocumentNode {
  return visit(supergraph, {
    Directive(node) {
      if (node.name.value === ruleName) return null
      const url = node.name.value === 'link' ? node.arguments?.find((argument) => argument.name.value === 'url')?.value : undefined
      return url?.kind === Kind.STRING && url.value.includes(`/${ruleName}/`) ? null : undefined
    },
    DirectiveDefinition: (node) => (node.name.value === ruleName ? null : undefined),
    ScalarTypeDefinition: (node) => (node.name.value.startsWith(`${ruleName}__`) ? null : undefined)
  })
}
