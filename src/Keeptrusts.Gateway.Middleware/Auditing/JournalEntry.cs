namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>One line for the journal.</summary>
/// <param name="Json">A JSON object in UTF-8, without line breaks; several that are no events may stand on lines of their own.</param>
/// <param name="Chained">Whether it is an event, which joins the hash chain.</param>
internal readonly record struct JournalEntry(ReadOnlyMemory<byte> Json, bool Chained);
