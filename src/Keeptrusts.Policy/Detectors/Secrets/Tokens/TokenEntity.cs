namespace Keeptrusts.Policy.Detectors.Secrets.Tokens;

/// <summary>One block of the table of formats.</summary>
/// <param name="Name">Entity name.</param>
/// <param name="Title">What it is.</param>
/// <param name="Source">Whose description its forms are written from.</param>
/// <param name="Lines">Its forms: pattern, check, and whether it needs context.</param>
/// <param name="Context">Terms for the forms that need context; <see langword="null"/> without such.</param>
/// <param name="Limits">What is missed or found wrongly; may be empty.</param>
internal sealed record TokenEntity(
    string Name,
    string Title,
    string Source,
    IReadOnlyList<(string Pattern, TokenCheck Check, bool Near)> Lines,
    string? Context,
    string Limits);
