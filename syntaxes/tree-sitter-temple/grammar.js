/**
 * @file Grammar of Templefiles, by the rules of docs/language.md.
 *
 * The grammar contains no words of the language: block kinds, types and values are identifiers, distinguished by their
 * position. So half-typed or wrong text keeps its structure. The words are in the queries.
 */

/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

/** Items separated by commas, with an optional one after the last. */
const separated = (item) => seq(repeat(seq(item, ',')), optional(item));

module.exports = grammar({
  name: 'temple',

  // Java's white space, and no other Unicode space.
  extras: ($) => [/[ \t\n\x0B\f\r]/, $.line_comment, $.block_comment],

  // Makes the suffixes of numbers whole words: `10 kg` has no suffix.
  word: ($) => $.identifier,

  supertypes: ($) => [$.entry, $.value],

  rules: {
    source_file: ($) => repeat($.block),

    block: ($) => seq(field('name', $.identifier), ':', field('kind', $.identifier), field('body', $.body)),

    body: ($) => seq('{', repeat($._ended_entry), '}'),

    // The language requires a semicolon after all entries except blocks and the entry before a brace. The grammar does
    // not, so that the entry that is being typed keeps its structure.
    _ended_entry: ($) => seq($.entry, optional(';')),

    entry: ($) => choice($.block, $.attribute, $.metadata),

    attribute: ($) => seq(field('name', $.identifier), ':', field('type', $.type), repeat($.annotation)),

    type: ($) => seq(field('name', $.identifier), optional(field('arguments', $.arguments))),

    annotation: ($) => seq('@', field('name', $.identifier)),

    metadata: ($) =>
      seq('#', field('name', $.identifier), optional(field('arguments', choice($.arguments, $.list)))),

    arguments: ($) => seq('(', separated(choice($.value, $.keyword_argument)), ')'),

    keyword_argument: ($) => seq(field('name', $.identifier), ':', field('value', $.value)),

    list: ($) => seq('[', separated($.value), ']'),

    value: ($) => choice(alias($.identifier, $.word), $.integer, $.float, $.list),

    integer: ($) => seq(/-?[0-9]+/, optional($.suffix)),

    // White space and comments are allowed before it.
    suffix: (_) => choice('k', 'K', 'm', 'M', 'g', 'G'),

    float: (_) => /-?[0-9]+(\.[0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)/,

    // A Java identifier.
    identifier: (_) =>
      /[A-Za-z_$\p{L}\p{Nl}\p{Sc}\p{Pc}][A-Za-z0-9_$\p{L}\p{Nl}\p{Sc}\p{Pc}\p{Nd}\p{Mn}\p{Mc}\p{Cf}\x01-\x08\x0E-\x1B\x7F-\x9F]*/,

    line_comment: (_) => token(seq('//', /[^\n]*/)),

    block_comment: (_) => token(seq('/*', /[^*]*\*+([^/*][^*]*\*+)*/, '/')),
  },
});
