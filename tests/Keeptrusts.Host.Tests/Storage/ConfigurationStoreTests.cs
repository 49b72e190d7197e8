using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Tests.Storage;

public sealed class ConfigurationStoreTests
{
    private const string Name = "search";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Add_VersionsOneOfThemDeployed_ComeBackNewestFirst(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var store = new ConfigurationStore(test.Database);
        Assert.True(await AddAsync(store, 1, deploy: true, replaces: null));
        Assert.True(await AddAsync(store, 2, deploy: false, replaces: 1));

        var found = (await store.FindAsync(Name, CancellationToken.None))!;

        Assert.Equal(1, found.Deployed);
        Assert.Equal([2, 1], found.Versions.Select(v => v.Revision));
        Assert.Equivalent(Version(2), found.Versions[0], strict: true);
        Assert.Equal(1, Assert.Single(await store.DeployedAsync(CancellationToken.None)).Revision);
        Assert.Equal(Name, Assert.Single(await store.ListAsync(CancellationToken.None)).Name);
        Assert.Equal(2, (await store.NewestAsync(Name, VersionSource.Edit, CancellationToken.None))!.Revision);
        Assert.Null(await store.NewestAsync(Name, VersionSource.Import, CancellationToken.None));
        Assert.Null(await store.FindAsync("other", CancellationToken.None));
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Add_ByTwoAtOnce_OneIsRefusedAndLeavesNothing(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var store = new ConfigurationStore(test.Database);
        await AddAsync(store, 1, deploy: true, replaces: null);

        Assert.False(await AddAsync(store, 1, deploy: true, replaces: null));
        Assert.False(await AddAsync(store, 2, deploy: true, replaces: null)); // decided when nothing was in force

        var found = (await store.FindAsync(Name, CancellationToken.None))!;
        Assert.Equal((1, 1), (found.Deployed, Assert.Single(found.Versions).Revision));
        Assert.Single(await store.DeploymentsAsync(Name, CancellationToken.None));
        await using var db = test.Database.CreateDbContext();
        Assert.Equal(1, await db.Audit.CountAsync(CancellationToken.None));
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Deploy_FromManyNodesAtOnce_EachStepIsTakenOnce(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var store = new ConfigurationStore(test.Database);
        await AddAsync(store, 1, deploy: true, replaces: null);
        await AddAsync(store, 2, deploy: false, replaces: 1);
        await AddAsync(store, 3, deploy: false, replaces: 1);

        var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => store.DeployAsync(Deployment(2 + (i % 2)), 1, Entry(Version(2)), CancellationToken.None)));

        Assert.Equal(1, tries.Count(taken => taken));
        var deployments = await store.DeploymentsAsync(Name, CancellationToken.None);
        Assert.Equal(2, deployments.Count);
        Assert.Equal(deployments[0].Revision, (await store.FindAsync(Name, CancellationToken.None))!.Deployed);
        await using var db = test.Database.CreateDbContext();
        Assert.Equal(2, await db.Changes.CountAsync(c => c.Topic == "configuration" && c.ObjectId == Name, CancellationToken.None));
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Gateway_PutTwice_IsOneWithTheSecondContent(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var store = new GatewayStore(test.Database);
        var gateway = new GatewayNode { Id = "eu", Configuration = "eu", AllowedTemplates = ["standard-dev"], Environment = "prod", CreatedAt = Now };
        await store.PutAsync(gateway, Entry(Version(1)), CancellationToken.None);
        gateway.AllowedTemplates = null;
        await store.PutAsync(gateway, Entry(Version(1)), CancellationToken.None);

        Assert.Equal(["eu", "local-gw"], (await store.ListAsync(CancellationToken.None)).Select(g => g.Id));
        Assert.Equivalent(gateway, (await store.ListAsync(CancellationToken.None))[0], strict: true);
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Template_PutAndRemoved_IsGone(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var store = new TemplateStore(test.Database);
        var template = new TemplateRecord { Name = "ours", Document = "a", Author = "ada", UpdatedAt = Now };
        await store.PutAsync(template, Entry(Version(1)), CancellationToken.None);
        template.Document = "b";
        await store.PutAsync(template, Entry(Version(1)), CancellationToken.None);
        Assert.Equivalent(template, Assert.Single(await store.ListAsync(CancellationToken.None)), strict: true);

        await store.RemoveAsync("ours", Entry(Version(1)), CancellationToken.None);

        Assert.Empty(await store.ListAsync(CancellationToken.None));
    }

    private static Task<bool> AddAsync(ConfigurationStore store, int revision, bool deploy, int? replaces) =>
        store.AddAsync(Version(revision), deploy ? Deployment(revision) : null, replaces, Entry(Version(revision)), CancellationToken.None);

    private static ConfigurationVersion Version(int revision) => new()
    {
        Configuration = Name,
        Revision = revision,
        Document = $"text {revision}",
        Sha256 = Draft.Hash($"text {revision}"),
        Source = VersionSource.Edit,
        Template = "standard-dev",
        Author = "key_1",
        Note = "why",
        CreatedAt = Now,
    };

    private static ConfigurationDeployment Deployment(int revision) => new() { Configuration = Name, Revision = revision, Actor = "key_1", At = Now };

    private static AuditEntry Entry(ConfigurationVersion version) => new AuditTrail(TimeProvider.System).Entry(Principal.Host, "configuration.deploy", null, version);
}
