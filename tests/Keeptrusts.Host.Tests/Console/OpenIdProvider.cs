using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Keeptrusts.Host.Tests.Console;

/// <summary>A real OpenID provider (OpenIddict) on a socket of its own, where everybody is whoever the test says, and nobody is asked.</summary>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "keeptrusts";
    public const string ClientSecret = "a-secret-of-the-test";

    private readonly WebApplication _app;

    private OpenIdProvider(WebApplication app) => _app = app;

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Who signs in next.</summary>
    public Dictionary<string, string[]> Person { get; set; } = [];

    /// <summary>What a provider that errs, or somebody between, makes of the identity token; <see langword="null"/>: nothing.</summary>
    public Action<JsonObject>? Alter { get; set; }

    /// <summary>Who signs the altered token.</summary>
    public Signer SignedBy { get; set; }

    public static async Task<OpenIdProvider> StartAsync()
    {
        OpenIdProvider? provider = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token").SetUserInfoEndpointUris("connect/userinfo");
            server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
            server.RegisterScopes("openid", "profile", "email");
            server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
            server.EnableDegradedMode();
            server.UseAspNetCore().DisableTransportSecurityRequirement();
            server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != ClientId || context.RedirectUri?.EndsWith("/signin/provider", StringComparison.Ordinal) != true)
                {
                    context.Reject(OpenIddictConstants.Errors.InvalidClient);
                }

                return default;
            }));
            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != ClientId || context.ClientSecret != ClientSecret)
                {
                    context.Reject(OpenIddictConstants.Errors.InvalidClient);
                }

                return default;
            }));
            server.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (provider!.Person.Count == 0)
                {
                    context.Reject(OpenIddictConstants.Errors.AccessDenied);
                    return default;
                }

                var identity = new ClaimsIdentity("test");
                foreach (var (type, values) in provider.Person)
                {
                    identity.AddClaims(values.Select(value => new Claim(type, value, type == "email_verified" ? ClaimValueTypes.Boolean : ClaimValueTypes.String)));
                }

                identity.SetDestinations(_ => [OpenIddictConstants.Destinations.IdentityToken, OpenIddictConstants.Destinations.AccessToken]);
                var principal = new ClaimsPrincipal(identity);
                principal.SetScopes(context.Request.GetScopes());
                context.SignIn(principal);
                return default;
            }));
            server.AddEventHandler<ApplyTokenResponseContext>(handler => handler.UseInlineHandler(context =>
            {
                if (provider!.Alter is { } alter && context.Response.IdToken is { } token)
                {
                    context.Response.IdToken = provider.Sign(token, alter, context.Options.SigningCredentials[0]);
                }

                return default;
            }));
        });
        var app = builder.Build();
        app.UseAuthentication();
        await app.StartAsync();
        return provider = new(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private string Sign(string token, Action<JsonObject> alter, SigningCredentials own)
    {
        var payload = JsonNode.Parse(Base64UrlEncoder.Decode(new JsonWebToken(token).EncodedPayload))!.AsObject();
        alter(payload);
        var handler = new JsonWebTokenHandler();
        return SignedBy switch
        {
            Signer.Nobody => handler.CreateToken(payload.ToJsonString()),
            Signer.Stranger => handler.CreateToken(payload.ToJsonString(), new SigningCredentials(new RsaSecurityKey(RSA.Create(2048)) { KeyId = own.Key.KeyId, CryptoProviderFactory = new() { CacheSignatureProviders = false } }, SecurityAlgorithms.RsaSha256)),
            _ => handler.CreateToken(payload.ToJsonString(), own),
        };
    }

    /// <summary>Whose key a token is signed with.</summary>
    public enum Signer
    {
        Provider,
        Stranger,
        Nobody,
    }
}
