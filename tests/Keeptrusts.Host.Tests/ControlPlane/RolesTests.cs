using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Access;

namespace Keeptrusts.Host.Tests.ControlPlane;

public sealed class RolesTests
{
    [Theory]
    [InlineData("admin", "manager", "manager")]
    [InlineData("manager", "viewer", "viewer")]
    [InlineData("viewer", "admin", "viewer")]
    [InlineData("developer", null, "")]
    [InlineData("gateway", "admin", "")]
    [InlineData("manager developer", "developer", "developer")]
    public void Within_Ceiling_LowersWhatIsAbove(string roles, string? ceiling, string left) => Assert.Equal(left, string.Join(' ', Roles.Within(roles.Split(' '), ceiling)));

    [Theory]
    [InlineData("no token `kt_gk_0123456789abcdef`", "no token `kt_gk_012345…`")]
    [InlineData("kt_ak_0123456", "kt_ak_012345…")]
    [InlineData("kt_gk_012345", "kt_gk_012345")]
    [InlineData("nothing", "nothing")]
    public void Clean_TextWithAKey_KeepsWhatListingsShow(string text, string clean) => Assert.Equal(clean, KeyMask.Clean(text));
}
