/**
 * Sets the text of an agreement as a printed contract: A4, page numbers, signature lines in two columns.
 *
 * The source is plain text with a little mark-up, one block per paragraph, blocks apart by an empty line:
 *
 *     # Kooperationsvereinbarung            the title, once, centred
 *     ## § 1 Ziele                          a section heading; stays with what follows
 *     ### Beirat                            a smaller heading
 *     > zwischen                            a centred paragraph (parties on the first page)
 *     Ein Absatz mit **fett** und *kursiv*. a paragraph; its lines flow together, `\` at a line's end keeps the break
 *     (1) Die Partner …                     a numbered clause; numbers stay as written: (1), 1., a)
 *     - ein Punkt                           a list item
 *       - ein Unterpunkt                    one level deeper per two blanks of indent; a) is always one level deep
 *     ---                                   a new page
 *     ::: Unterschrift Landkreis Tübingen | Joachim Walter | Landrat
 *                                           a signature block: a line to write on, below it the organisation and
 *                                           up to three further lines (name, function, …), each after a `|`;
 *                                           blocks that follow each other (empty lines between allowed) stand in two
 *                                           columns, filled row by row
 */
