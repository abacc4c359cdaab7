import { Kind, parse, type SelectionNode } from 'graphql'
import type { RefusalCode } from '@throughcare/kit/errors'

type Asked = { query: string; variables: Record<string, unknown> }

/**
 * What stands for a room's answer when it gave none: null, with one error at the place of each field that was asked for, so that a
 * reader can tell what could not be fetched from what is not there.
 */
export function unanswered({ query, variables }: Asked, { code, message }: { code: RefusalCode; message: string }) {
  const paths = parse(query).definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections.flatMap((selection) => pathsOf(selection, variables)) : []
  )
  return { data: null, errors: (paths.length > 0 ? paths : [undefined]).map((path) => ({ message, path, extensions: { code } })) }
}

function pathsOf(selection: SelectionNode, variables: Record<string, unknown>): (string | number)[][] {
  if (selection.kind !== Kind.FIELD) return []
  if (selection.name.value !== '_entities') return [[selection.alias?.value ?? selection.name.value]]
  const representations = Array.isArray(variables.representations) ? (variables.representations as { __typename?: string }[]) : []
  const fragments = selection.selectionSet?.selections ?? []
  return representations.flatMap(({ __typename: type }, index) =>
    fragments
      .filter((fragment) => fragment.kind === Kind.INLINE_FRAGMENT && (!fragment.typeCondition || fragment.typeCondition.name.value === type))
      .flatMap((fragment) => fieldsOf(fragment).map((field) => ['_entities', index, field]))
  )
}

function fieldsOf(fragment: SelectionNode): string[] {
  const selections = fragment.kind === Kind.INLINE_FRAGMENT ? fragment.selectionSet.selections : []
  return selections.flatMap((selection) =>
    selection.kind === Kind.FIELD && !selection.name.value.startsWith('__') ? [selection.alias?.value ?? selection.name.value] : []
  )
}
