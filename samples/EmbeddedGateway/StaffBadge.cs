using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace EmbeddedGateway;

public sealed class StaffBadgeOptions : AuthenticationSchemeOptions
{
    public string Badge { get; set; } = "";
}

/// <summary>Stands for whatever authentication the host has: staff show a badge in a header.</summary>
public sealed class StaffBadge(IOptionsMonitor<StaffBadgeOptions> options, ILoggerFactory logs, UrlEncoder encoder) : AuthenticationHandler<StaffBadgeOptions>(options, logs, encoder)
{
    public new const string Scheme = "Badge";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var shown = Encoding.UTF8.GetBytes(Request.Headers["X-Badge"].ToString());
        return Task.FromResult(shown.Length > 0 && CryptographicOperations.FixedTimeEquals(shown, Encoding.UTF8.GetBytes(Options.Badge))
            ? AuthenticateResult.Success(new(new(new ClaimsIdentity([new(ClaimTypes.Name, "staff")], Scheme)), Scheme))
            : AuthenticateResult.NoResult());
    }
}
