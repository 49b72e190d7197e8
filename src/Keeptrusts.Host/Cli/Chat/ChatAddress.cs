namespace Keeptrusts.Host.Cli.Chat;

/// <summary>Where to call models, and by which key.</summary>
/// <param name="BaseUrl">Such as <c>http://127.0.0.1:41002/v1</c>.</param>
/// <param name="Key">The gateway key.</param>
/// <param name="Made">Id of the key where it was made for this chat; then it is revoked at its end.</param>
internal sealed record ChatAddress(string BaseUrl, string Key, string? Made = null)
{
    /// <summary>Leaves the key out, so that no log line can carry it.</summary>
    public override string ToString() => BaseUrl;
}
