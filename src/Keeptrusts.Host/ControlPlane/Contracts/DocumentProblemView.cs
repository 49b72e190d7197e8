namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>A refusal after RFC 9457 of a document with errors: all of its findings.</summary>
/// <param name="Type">Always <c>about:blank</c>: the status says the kind.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">One sentence, then a line for each error.</param>
/// <param name="Errors">What keeps the document out.</param>
/// <param name="Warnings">What else is doubtful.</param>
/// <param name="Infos">What is worth knowing.</param>
internal sealed record DocumentProblemView(
    string Type, string Title, int Status, string Detail, IReadOnlyList<DiagnosticView> Errors, IReadOnlyList<DiagnosticView> Warnings, IReadOnlyList<DiagnosticView> Infos);
